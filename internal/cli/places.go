package cli

import (
	"fmt"
	"os"
	"path/filepath"
)

// A place is a file that a command reads or writes, and what it is called in an
// error.
type place struct {
	what, path string
}

// apart refuses an output that is another output, or an input, before anything is
// made: what is written last would be lost, or what is read first.
func apart(outputs, inputs []place) error {
	for i, out := range outputs {
		for _, other := range append(outputs[:i:i], inputs...) {
			if same(out.path, other.path) {
				return fmt.Errorf("%s and %s are the same file, %s: give each its own", other.what, out.what, out.path)
			}
		}
	}
	return nil
}

// same says whether two paths lead to one file, which may not be there yet.
func same(one, other string) bool {
	if one == "" || one == "-" || other == "" || other == "-" {
		return false
	}
	if filepath.Clean(one) == filepath.Clean(other) || sameFile(one, other) {
		return true
	}
	return filepath.Base(one) == filepath.Base(other) && sameFile(filepath.Dir(one), filepath.Dir(other))
}

func sameFile(one, other string) bool {
	a, err := os.Stat(one)
	if err != nil {
		return false
	}
	b, err := os.Stat(other)
	return err == nil && os.SameFile(a, b)
}

// places are the files that the pictures may become.
func (c *codeFlags) places() []place {
	if c.prefix == "" {
		return nil
	}
	var all []place
	for i := range mostCodes {
		all = append(all, place{"--qr-png", c.file(i + 1)})
	}
	return all
}
