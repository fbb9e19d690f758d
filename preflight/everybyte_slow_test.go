//go:build slow

package preflight_test

// everyByte has a test look at each byte of a line, and not at one in so many.
const everyByte = true
