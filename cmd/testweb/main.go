package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"

	"hearsay/testweb"
)

func main() {
	address := flag.String("addr", "127.0.0.1:8099", "where to listen, on this machine")
	flag.Parse()
	if err := run(*address); err != nil {
		fmt.Fprintln(os.Stderr, "testweb:", err)
		os.Exit(1)
	}
}

func run(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%s is not an address of this machine alone", address)
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	for _, p := range testweb.Places() {
		fmt.Printf("http://%-40s %s\n", listener.Addr().String()+p.Path, p.What)
	}
	fmt.Println("hearsay follows these with --allow-private and a short --pause.")
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	server := &http.Server{Handler: testweb.New()}
	go func() { <-ctx.Done(); server.Close() }()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
