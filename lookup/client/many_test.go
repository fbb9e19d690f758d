package client_test

//lint:file-ignore SA1012 a nil context is an error, which is tested here

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
		require.Equal(t, 15*time.Second, time.Since(began), "two requests for each of RIPE NCC's")
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
		client := with(lookup.Settings{Workers: 3, Pace: lookup.Pace{"arin": 0}}, roundTrip(func(req *http.Request) (*http.Response, error) {
			select {
			case <-req.Context().Done():
				return nil, req.Context().Err()
			case <-time.After(time.Second):
				return registries(req)
			}
		}))
		time.AfterFunc(2500*time.Millisecond, cancel)
		done, cancelled := 0, 0
		for r := range client.Records(ctx, numbers(from(393216, 1000))) {
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

func TestWhatHappensInTheCallersIteratorHappensInTheLoop(t *testing.T) {
	client := with(lookup.Settings{Pace: lookup.Pace{"ripe": 0, "arin": 0}}, roundTrip(registries))
	before := runtime.NumGoroutine()
	broken := func(yield func(resource.Resource) bool) {
		yield(asn(2914))
		panic("the caller's own")
	}
	require.PanicsWithValue(t, "the caller's own", func() {
		for r := range client.Records(t.Context(), broken) {
			require.Equal(t, asn(2914), r.Resource)
		}
	})
	hanging := with(lookup.Settings{Timeout: 20 * time.Second}, roundTrip(func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}))
	began := time.Now()
	require.Panics(t, func() {
		for range hanging.Records(t.Context(), broken) {
		}
	})
	require.Less(t, time.Since(began), 10*time.Second, "what is under way is cancelled")

	left := make(chan bool, 1)
	go func() {
		defer func() { left <- recover() == nil }()
		for range client.Records(t.Context(), func(func(resource.Resource) bool) { runtime.Goexit() }) {
		}
		left <- false
	}()
	require.True(t, <-left, "as a test that fails leaves its goroutine")
	require.PanicsWithValue(t, "of the loop", func() {
		for range client.Records(t.Context(), numbers(from(1, 100))) {
			panic("of the loop")
		}
	})
	requireGoroutines(t, before)
}

func TestNothingToAskForIsAnError(t *testing.T) {
	client := with(lookup.Settings{}, roundTrip(registries))
	var none context.Context
	count := 0
	for _, records := range []iter.Seq[lookup.Result]{client.Records(t.Context(), nil), client.Records(none, numbers(from(1, 3)))} {
		for r := range records {
			require.ErrorIs(t, r.Err, lookup.Misuse)
			count++
		}
	}
	require.Equal(t, 2, count)
	_, err := client.Record(none, asn(2914))
	require.ErrorIs(t, err, lookup.Misuse)
	_, err = client.Record(t.Context(), resource.Resource{})
	require.ErrorIs(t, err, lookup.Misuse)
	_, err = client.ROA(none, theRoute)
	require.ErrorIs(t, err, lookup.Misuse)
	_, err = client.RefreshBootstrap(none)
	require.ErrorIs(t, err, lookup.Misuse)
	require.ErrorIs(t, client.Wait(t.Context(), asn(2914), lookup.WaitOptions{}, nil), lookup.Misuse)
	require.ErrorIs(t, client.Wait(none, asn(2914), lookup.WaitOptions{}, func(*lookup.Answer, error) bool { return true }), lookup.Misuse)
}

func TestRangesAndNumbersAreAskedForTogether(t *testing.T) {
	network := string(recorded(t, "apnic-ip-1.1.1.0-24"))
	client := with(lookup.Settings{Pace: lookup.Pace{"apnic": 0}}, roundTrip(func(req *http.Request) (*http.Response, error) {
		if req.URL.Path == "/ip/1.1.1.0/24" {
			return response(req, http.StatusOK, typeRDAP, network), nil
		}
		return registries(req)
	}))
	got := map[resource.Resource]string{}
	for r := range client.Records(t.Context(), slices.Values([]resource.Resource{asn(9269), cidr("1.1.1.0/24"), cidr("10.0.0.0/8")})) {
		if r.Err != nil {
			require.Equal(t, cidr("10.0.0.0/8"), r.Resource)
			require.ErrorIs(t, r.Err, lookup.NotPublic)
			continue
		}
		got[r.Resource] = r.Answer.URL
	}
	require.Equal(t, map[resource.Resource]string{asn(9269): "https://rdap.apnic.net/autnum/9269", cidr("1.1.1.0/24"): "https://rdap.apnic.net/ip/1.1.1.0/24"}, got)
}

func TestTheCauseOfACancelledLookupIsFound(t *testing.T) {
	cause := errors.New("a key was pressed")
	ctx, cancel := context.WithCancelCause(t.Context())
	client := with(lookup.Settings{}, roundTrip(func(req *http.Request) (*http.Response, error) {
		cancel(cause)
		<-req.Context().Done()
		return nil, req.Context().Err()
	}))
	_, err := client.Record(ctx, asn(2914))
	require.Equal(t, lookup.Cancelled, why(t, err).Kind)
	require.ErrorIs(t, err, cause)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "cancelled: a key was pressed")
	_, err = client.Record(ctx, asn(2914))
	require.ErrorIs(t, err, cause, "before anything is asked too")
}
