package client_test

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// from yields count numbers that rise from first.
func from(first resource.ASN, count int) iter.Seq[resource.ASN] {
	return func(yield func(resource.ASN) bool) {
		for i := range count {
			if !yield(first + resource.ASN(i)) {
				return
			}
		}
	}
}

// concat yields one sequence after the other.
func concat(parts ...iter.Seq[resource.ASN]) iter.Seq[resource.ASN] {
	return func(yield func(resource.ASN) bool) {
		for _, part := range parts {
			for n := range part {
				if !yield(n) {
					return
				}
			}
		}
	}
}

func TestManyLosesNothingAndAsksOnceForEach(t *testing.T) {
	var requests atomic.Int32
	client := plainClient(t, func(w http.ResponseWriter, req *http.Request) {
		if requests.Add(1); asked(req)%10 == 7 {
			answer(w, http.StatusNotFound, typeRDAP, `{"errorCode":404}`)
			return
		}
		faithful(w, req)
	})
	seen := make([]bool, 200)
	for r := range client.Records(t.Context(), numbers(from(64000, 200))) {
		require.False(t, seen[r.Index])
		seen[r.Index] = true
		n, _ := r.Resource.ASN()
		require.Equal(t, resource.ASN(64000+r.Index), n)
		if n%10 == 7 {
			require.True(t, why(t, r.Err).Absent())
			require.Nil(t, r.Answer)
			continue
		}
		require.NoError(t, r.Err)
		require.Equal(t, n, r.Answer.Record.First)
	}
	require.NotContains(t, seen, false)
	require.Equal(t, int32(200), requests.Load())
}

func TestWhatCannotBeAskedIsAResultLikeAnother(t *testing.T) {
	client := with(lookup.Settings{Pace: lookup.Pace{"ripe": 0}}, roundTrip(registries))
	var kinds []problem.ID
	for r := range client.Records(t.Context(), numbers(slices.Values([]resource.ASN{112, 8283, 64496, 4_000_000_000}))) {
		if r.Err != nil {
			kinds = append(kinds, why(t, r.Err).Kind)
		}
	}
	require.ElementsMatch(t, []problem.ID{lookup.NotPublic, lookup.NotPublic, lookup.NoServer}, kinds)
}

func TestNoMoreRequestsAreUnderWayThanWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		client := with(lookup.Settings{Workers: 4, Pace: lookup.Pace{"ripe": 0, "arin": 0}}, roundTrip(func(req *http.Request) (*http.Response, error) {
			count := now.Add(1)
			defer now.Add(-1)
			for old := most.Load(); count > old && !most.CompareAndSwap(old, count); old = most.Load() {
			}
			time.Sleep(time.Second)
			return registries(req)
		}))
		began, count := time.Now(), 0
		// Two registries, each with a lane of its own, and one bound for both.
		for r := range client.Records(t.Context(), numbers(concat(from(1877, 20), from(2914, 20)))) {
			require.NoError(t, r.Err)
			count++
		}
		require.Equal(t, 40, count)
		require.Equal(t, int32(4), most.Load())
		require.Equal(t, 10*time.Second, time.Since(began))
	})
}

func TestASlowRegistryDoesNotHoldUpTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls diary
		client := with(lookup.Settings{Workers: 2}, &calls)
		began := time.Now()
		var others time.Duration // when the last of RIPE's came
		for r := range client.Records(t.Context(), numbers(concat(from(28000, 30), from(1877, 20)))) {
			require.NoError(t, r.Err)
			if r.Answer.Registry == "ripe" {
				others = time.Since(began)
			}
		}
		require.LessOrEqual(t, others, 2*time.Second)
		require.LessOrEqual(t, calls.most("rdap.lacnic.net", time.Minute), 10)
		require.Equal(t, 29*6500*time.Millisecond, time.Since(began))
	})
}

func TestResultsComeBeforeTheLastNumberIsRead(t *testing.T) {
	client := plainClient(t, faithful)
	read := 0
	counted := func(yield func(resource.ASN) bool) {
		for n := range from(1, 1_000_000) {
			read++
			if !yield(n) {
				return
			}
		}
	}
	for r := range client.Records(t.Context(), numbers(counted)) {
		require.NoError(t, r.Err)
		break
	}
	require.Less(t, read, 5000, "the reader has ended with the loop, and was not far ahead")
}

func TestCancellingLeavesWhatWasDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		client := with(lookup.Settings{Workers: 3, Pace: lookup.Pace{"ripe": 0}}, roundTrip(func(req *http.Request) (*http.Response, error) {
			select {
			case <-req.Context().Done():
				return nil, req.Context().Err()
			case <-time.After(time.Second):
				return registries(req)
			}
		}))
		time.AfterFunc(2500*time.Millisecond, cancel)
		done, cancelled := 0, 0
		for r := range client.Records(ctx, numbers(from(196608, 1000))) {
			if r.Err == nil {
				done++
				continue
			}
			require.Equal(t, lookup.Cancelled, why(t, r.Err).Kind)
			cancelled++
		}
		require.Equal(t, 6, done)
		require.Equal(t, 3, cancelled, "what was under way")
	})
}

func TestManyBegunTooLateAsksNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	client := with(lookup.Settings{}, roundTrip(func(*http.Request) (*http.Response, error) {
		t.Error("asked")
		return nil, errors.New("asked")
	}))
	for range client.Records(ctx, numbers(from(1, 100))) {
		t.Error("yielded")
	}
}

func TestManyLeavesNoGoroutineBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	client := with(lookup.Settings{Workers: 4, Pace: lookup.Pace{"arin": 0, "ripe": 0}}, roundTrip(registries))
	for range 10 {
		for range client.Records(t.Context(), numbers(from(1, 1_000_000))) {
			break
		}
	}
	requireGoroutines(t, before)
}

func TestMemoryDoesNotGrowWithTheNumbers(t *testing.T) {
	client := with(lookup.Settings{Server: "http://localhost"}, roundTrip(registries))
	heap := func() uint64 {
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	var early, late uint64
	count := 0
	for r := range client.Records(t.Context(), numbers(from(1, 10_000))) {
		require.NoError(t, r.Err)
		switch count++; count {
		case 1000:
			early = heap()
		case 9999:
			late = heap()
		}
	}
	require.Less(t, late, early+1<<20)
}
