package linear

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A verdict is a test that can fail without failing this one.
type verdict struct {
	testing.TB
	failed bool
}

func (v *verdict) Helper()               {}
func (v *verdict) Fatalf(string, ...any) { v.failed = true }

// The clock is one that the work moves: what the machine does beside is no part of
// this test.
func TestTheSquareIsSeenAndTheLineIsNot(t *testing.T) {
	for name, test := range map[string]struct {
		takes  func(size int) int
		failed bool
	}{
		"linear":                 {func(size int) int { return size }, false},
		"linear, and a constant": {func(size int) int { return 1000 + size }, false},
		"quadratic":              {func(size int) int { return size * size }, true},
		"mostly linear":          {func(size int) int { return size + size*size/100 }, true},
	} {
		t.Run(name, func(t *testing.T) {
			var clock time.Time
			v := new(verdict)
			judge(v, func() time.Time { return clock }, 1<<12, func(size int) {
				clock = clock.Add(time.Duration(test.takes(size)))
			})
			require.Equal(t, test.failed, v.failed)
		})
	}
}

func TestOneSlowTryIsNoFailure(t *testing.T) {
	var clock time.Time
	v, slow := new(verdict), time.Hour
	judge(v, func() time.Time { return clock }, 1<<12, func(size int) {
		clock = clock.Add(time.Duration(size))
		if size == 1<<12 {
			clock, slow = clock.Add(slow), 0
		}
	})
	require.False(t, v.failed)
}
