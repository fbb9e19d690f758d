// Package programs has the programs of docs/build-your-own.md, each in a test that
// runs it.
package programs
