package linear

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A judge is a test that can fail without failing this one.
type judge struct {
	testing.TB
	failed bool
}

func (j *judge) Helper()               {}
func (j *judge) Fatalf(string, ...any) { j.failed = true }

// sum adds up the numbers to n: work for the processor that is not optimized away.
func sum(n int) (total int) {
	for i := range n {
		total += i * total
	}
	return total
}

// total keeps the work from being none.
var total int

func TestTheSquareIsSeenAndTheLineIsNot(t *testing.T) {
	for name, test := range map[string]struct {
		work   func(size int)
		failed bool
	}{
		"linear":    {func(size int) { total += sum(size * 100) }, false},
		"quadratic": {func(size int) { total += sum(size * size) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			j := new(judge)
			Require(j, 1<<12, test.work)
			require.Equal(t, test.failed, j.failed)
		})
	}
}
