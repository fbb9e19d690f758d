// Package scripts holds no code: its tests hold the shell scripts beside it to
// what they promise. They build releases, so they run with -tags slow alone.
package scripts
