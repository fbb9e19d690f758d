package client_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// A diary is a transport that notes when each host was asked.
type diary struct {
	mu    sync.Mutex
	times map[string][]time.Time
}

func (d *diary) RoundTrip(req *http.Request) (*http.Response, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.times == nil {
		d.times = make(map[string][]time.Time)
	}
	d.times[req.URL.Host] = append(d.times[req.URL.Host], time.Now())
	return registries(req)
}

// most is how many requests any span of time has seen.
func (d *diary) most(host string, span time.Duration) int {
	most := 0
	for i, first := range d.times[host] {
		count := 0
		for _, at := range d.times[host][i:] {
			if at.Sub(first) < span {
				count++
			}
		}
		most = max(most, count)
	}
	return most
}

func TestLACNICIsAskedTenTimesAMinuteAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls diary
		client := with(lookup.Settings{}, &calls)
		var group sync.WaitGroup
		for i := range resource.ASN(40) {
			group.Go(func() {
				_, err := client.Record(t.Context(), asn(28000+i))
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		require.Len(t, calls.times["rdap.lacnic.net"], 40)
		require.LessOrEqual(t, calls.most("rdap.lacnic.net", time.Minute), 10)
		require.GreaterOrEqual(t, calls.most("rdap.lacnic.net", time.Minute), 9, "and not much more slowly")
	})
}

func TestOthersAreAskedTenTimesASecondAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls diary
		client := with(lookup.Settings{}, &calls)
		for i := range resource.ASN(30) {
			_, err := client.Record(t.Context(), asn(1877+i%20))
			require.NoError(t, err)
		}
		require.Equal(t, 10, calls.most("rdap.db.ripe.net", time.Second))
	})
}

func TestThePaceIsTheCallersToSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls diary
		client := with(lookup.Settings{Pace: lookup.Pace{registry.LACNIC: time.Minute, registry.RIPE: 0, "": time.Hour}}, &calls)
		began := time.Now()
		for range 3 {
			_, err := client.Record(t.Context(), asn(8283))
			require.NoError(t, err)
		}
		require.Zero(t, time.Since(began))
		for range 3 {
			_, err := client.Record(t.Context(), asn(28000))
			require.NoError(t, err)
		}
		require.Equal(t, 2*time.Minute, time.Since(began))

		client = with(lookup.Settings{Server: "https://rdap.example.net/", Pace: client.Pace}, &calls)
		began = time.Now()
		for range 2 {
			_, err := client.Record(t.Context(), asn(28000))
			require.NoError(t, err)
		}
		require.Equal(t, time.Hour, time.Since(began))
	})
}

func TestTheTimeForATurnIsNotTheRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := with(lookup.Settings{Timeout: time.Second}, roundTrip(registries))
		for range 3 {
			_, err := client.Record(t.Context(), asn(28000))
			require.NoError(t, err)
		}
	})
}

func TestATurnAfterTheDeadlineIsNotTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls diary
		client := with(lookup.Settings{}, &calls)
		_, err := client.Record(t.Context(), asn(28000))
		require.NoError(t, err)

		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err = client.Record(ctx, asn(28001))
		require.Equal(t, lookup.Timeout, why(t, err).Kind)
		require.ErrorContains(t, err, "no turn")
		require.Equal(t, began, time.Now(), "it is said at once")

		_, err = client.Record(t.Context(), asn(28002))
		require.NoError(t, err)
		require.Equal(t, 6500*time.Millisecond, time.Since(began), "and the turn is the next one's")
		require.Len(t, calls.times["rdap.lacnic.net"], 2)
	})
}

func TestALoopbackServerHasNoPace(t *testing.T) {
	client := plainClient(t, faithful)
	client.Registry = registry.LACNIC
	began := time.Now()
	for range 5 {
		_, err := client.Record(t.Context(), asn(28000))
		require.NoError(t, err)
	}
	require.Less(t, time.Since(began), 5*time.Second)
}
