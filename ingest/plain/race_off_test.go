//go:build !race

package plain_test

const raced = false
