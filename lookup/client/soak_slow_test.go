//go:build slow

package client_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

const (
	soakSeed  = 20261125
	soakFirst = 100_000 // the first number that is asked for
	soakCount = 10_000
)

// A mood is what the server does to one number's request: the same at each run.
type mood struct {
	fault *fault // one of them, or
	body  string // an answer, good or damaged
	good  bool
}

// moodOf draws it. A third is right, a third is damaged, and a third is a fault; those
// that take time are rarer.
func moodOf(n int, all []fault) mood {
	r := rand.New(rand.NewPCG(soakSeed, uint64(n)))
	right := autnum(resource.ASN(n))
	switch r.IntN(3) {
	case 0:
		return mood{body: right, good: true}
	case 1:
		return mood{body: damaged(r, right)}
	}
	for {
		f := &all[r.IntN(len(all))]
		if f.handler != nil && (f.kind != lookup.Timeout && !strings.Contains(f.name, "drip") || r.IntN(10) == 0) {
			return mood{fault: f}
		}
	}
}

// damaged cuts a text, or changes, doubles or swaps some of its bytes.
func damaged(r *rand.Rand, text string) string {
	data := []byte(text)
	for range 1 + r.IntN(3) {
		at := r.IntN(len(data))
		switch r.IntN(5) {
		case 0:
			data = data[:at+1]
		case 1:
			data[at] ^= 1 << r.IntN(8)
		case 2:
			data[at] = `{}[]",:0a\`[r.IntN(10)]
		case 3:
			end := at + r.IntN(len(data)-at)
			data = append(data[:end:end], data[at:]...)
		case 4:
			data = append(data[:at:at], data[min(at+1+r.IntN(8), len(data)-1):]...)
		}
	}
	return string(data)
}

// Of ten thousand look-ups, each is answered rightly or with the error that it is, and
// they cost no more memory than two thousand.
func TestTenThousandLookupsOfAMisbehavingServer(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("looked up", func(t *testing.T) {
		all := faults()
		c := plainClient(t, func(w http.ResponseWriter, req *http.Request) {
			n, err := strconv.Atoi(req.URL.Path[strings.LastIndex(req.URL.Path, "/")+1:])
			if err != nil {
				http.NotFound(w, req)
				return
			}
			if m := moodOf(n, all); m.fault != nil {
				m.fault.handler(w, req)
			} else {
				always(200, typeRDAP, m.body)(w, req)
			}
		})
		c.Timeout, c.MaxBody = time.Second, maxBody
		numbers := func(yield func(resource.Resource) bool) {
			for n := range soakCount {
				if !yield(asn(resource.ASN(soakFirst + n))) {
					return
				}
			}
		}
		seen := map[string]bool{}
		kinds := map[problem.ID]int{}
		var early, late runtime.MemStats
		impatient := 0
		for result := range c.Records(t.Context(), numbers) {
			n, _ := result.Resource.ASN()
			require.False(t, seen[n.String()], "%s is answered twice", n)
			seen[n.String()] = true
			m := moodOf(int(n), all)
			kinds[judge(t, m, n, result, &impatient)]++
			if len(seen) == soakCount/5 {
				runtime.GC()
				runtime.ReadMemStats(&early)
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&late)
		require.Len(t, seen, soakCount)
		require.Greater(t, kinds[""], soakCount/4)
		require.Greater(t, len(kinds), 9, "%v", kinds)
		require.Less(t, impatient, soakCount/20, "that many timed out only because the machine is busy")
		require.Less(t, late.HeapAlloc, early.HeapAlloc+4<<20)
		t.Logf("%v; %d timed out that need not have; %d KB in use after a fifth, %d KB at the end", kinds, impatient, early.HeapAlloc>>10, late.HeapAlloc>>10)
	})
	requireGoroutines(t, before)
}

// judge holds a result to what the server did, and returns its kind.
func judge(t *testing.T, m mood, n resource.ASN, result lookup.Result, impatient *int) problem.ID {
	t.Helper()
	if result.Err == nil {
		require.Nil(t, m.fault, "AS%s: %+v", n, m.fault)
		want, err := rdap.Parse([]byte(m.body))
		require.NoError(t, err, "AS%s: what does not parse was taken: %s", n, m.body)
		require.Equal(t, want, result.Answer.Record)
		require.True(t, want.First <= n && n <= want.Last, "AS%s", n)
		return ""
	}
	var e *lookup.Error
	require.True(t, errors.As(result.Err, &e), "%v", result.Err)
	require.Contains(t, lookup.Kinds(), e.Kind)
	busy := e.Kind == lookup.Timeout
	switch {
	case m.fault != nil && e.Kind == m.fault.kind:
		require.Equal(t, m.fault.absent, e.Absent(), m.fault.name)
	case busy:
		*impatient++
	case m.fault != nil:
		require.Failf(t, "another kind", "AS%s: %s: %v", n, m.fault.name, e)
	case m.good:
		require.Failf(t, "a good answer is refused", "AS%s: %v", n, e)
	default:
		require.False(t, e.Absent(), "AS%s: damage is no absence: %s: %v", n, m.body, e)
	}
	require.NotEmpty(t, fmt.Sprint(e))
	return e.Kind
}
