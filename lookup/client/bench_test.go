package client_test

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/resource"
)

const benchWorkers = 8

// BenchmarkASNs looks up many numbers at a loopback server, and fetches the
// same URLs with net/http alone, in turn. It reports the requests per number,
// the time per number over that of the bare exchange, and the most memory in
// use at any time, before any of it is collected.
func BenchmarkASNs(b *testing.B) {
	for _, count := range []int{10, 1_000, 10_000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) { benchmarkASNs(b, count) })
	}
}

func benchmarkASNs(b *testing.B, count int) {
	var requests atomic.Int64
	body := string(recorded(b, "ripe-autnum-16276-2021-no-range"))
	client := plainClient(b, func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		answer(w, http.StatusOK, typeRDAP, body)
	})
	transport := &http.Transport{MaxIdleConnsPerHost: benchWorkers}
	defer transport.CloseIdleConnections()
	plain := &http.Client{Transport: transport}
	bare(b, plain, client.Server, 100) // both begin with their connections open
	lookUp(b, client, 100)
	var ours, theirs time.Duration
	var asked int64
	var most uint64
	runs := 0
	for b.Loop() {
		began := time.Now()
		bare(b, plain, client.Server, count)
		theirs += time.Since(began)

		before := requests.Load()
		began = time.Now()
		most = max(most, lookUp(b, client, count))
		ours += time.Since(began)
		asked += requests.Load() - before
		runs++
	}
	b.ReportMetric(float64(asked)/float64(runs*count), "requests/ASN")
	b.ReportMetric(float64(ours.Microseconds())/float64(runs*count), "µs/ASN")
	b.ReportMetric(float64(ours)/float64(theirs), "x-bare")
	b.ReportMetric(float64(most)/(1<<20), "peak-MB")
}

// same yields one number again and again: the recorded answer's.
func same(count int) func(yield func(resource.ASN) bool) {
	return func(yield func(resource.ASN) bool) {
		for range count {
			if !yield(16276) {
				return
			}
		}
	}
}

// lookUp returns the most memory that it has seen in use.
func lookUp(b *testing.B, client *client.Client, count int) (most uint64) {
	done := 0
	for r := range client.Records(b.Context(), numbers(same(count))) {
		require.NoError(b, r.Err)
		if done++; done%500 == 1 {
			var stats runtime.MemStats
			runtime.ReadMemStats(&stats)
			most = max(most, stats.HeapInuse)
		}
	}
	require.Equal(b, count, done)
	return most
}

// bare fetches the same from as many goroutines, and reads it to its end.
func bare(b *testing.B, client *http.Client, server string, count int) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range benchWorkers {
		group.Go(func() {
			for next.Add(1) <= int64(count) {
				resp, err := client.Get(server + "/autnum/16276")
				if err != nil {
					b.Error(err)
					return
				}
				io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
		})
	}
	group.Wait()
}
