// Command testweb runs the small web of package testweb and says what is where.
//
//	go run ./cmd/testweb --addr 127.0.0.1:8099
//
// It listens on this machine only.
package main
