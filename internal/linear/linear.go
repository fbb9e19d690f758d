// Package linear holds a test's work to what grows no faster than its input. The
// small work and the large one are measured in turn, on the same machine and under
// the same load, so that no time in seconds stands in a test.
package linear

import (
	"testing"
	"time"
)

const (
	// Times is how much larger the large input is: what grows with the square takes
	// that many times longer than as many small ones.
	Times = 16
	// allowed is how much longer it may take than they: caches, the collector of
	// garbage, and what the machine does beside.
	allowed = 4
	tries   = 6
)

// Require fails the test unless the work on one input of a size takes about as
// long as that on Times inputs which are so much smaller. It is measured more than
// once only if it seems not to.
func Require(t testing.TB, size int, work func(size int)) {
	t.Helper()
	judge(t, time.Now, size, work)
}

// judge is Require by any clock.
func judge(t testing.TB, now func() time.Time, size int, work func(size int)) {
	t.Helper()
	var small, large time.Duration
	for range tries {
		begun := now()
		for range Times {
			work(size / Times)
		}
		small = now().Sub(begun)
		work(size)
		large = now().Sub(begun) - small
		if large < allowed*small {
			return
		}
	}
	t.Fatalf("%d bytes take %v, %d times a sixteenth of them %v", size, large, Times, small)
}
