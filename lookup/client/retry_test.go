package client_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
)

// moody is a transport that fails with each status in turn, and then answers.
// It notes when it was asked.
type moody struct {
	statuses   []int
	retryAfter string
	times      []time.Time
}

func (m *moody) RoundTrip(req *http.Request) (*http.Response, error) {
	m.times = append(m.times, time.Now())
	if len(m.times) > len(m.statuses) {
		return registries(req)
	}
	resp := response(req, m.statuses[len(m.times)-1], "text/html", "<html>")
	if m.retryAfter != "" {
		resp.Header.Set("Retry-After", m.retryAfter)
	}
	return resp, nil
}

// gaps are the times between the requests.
func (m *moody) gaps() []time.Duration {
	var gaps []time.Duration
	for i := 1; i < len(m.times); i++ {
		gaps = append(gaps, m.times[i].Sub(m.times[i-1]))
	}
	return gaps
}

func requireBetween(t *testing.T, least, most, got time.Duration) {
	t.Helper()
	require.GreaterOrEqual(t, got, least)
	require.LessOrEqual(t, got, most)
}

func TestNothingIsTriedAgainUnlessAsked(t *testing.T) {
	server := &moody{statuses: []int{503}}
	_, err := with(lookup.Settings{}, server).Record(t.Context(), asn(2914))
	require.Equal(t, lookup.ServerFailure, why(t, err).Kind)
	require.Len(t, server.times, 1)
}

func TestWaitsDoubleUpToTheLongest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &moody{statuses: []int{503, 429, 500, 502, 504, 500, 500, 500, 500, 500, 500, 500}}
		client := with(lookup.Settings{Retry: lookup.Retry{Times: 12, First: time.Second, Longest: 6 * time.Second}}, server)
		_, err := client.Record(t.Context(), asn(2914))
		require.NoError(t, err)
		gaps := server.gaps()
		require.Len(t, gaps, 12)
		for i, longest := range []time.Duration{1, 2, 4, 6, 6, 6, 6, 6, 6, 6, 6, 6} {
			requireBetween(t, longest*time.Second/2, longest*time.Second, gaps[i])
		}
	})
}

func TestTheTriesAreNoMoreThanAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &moody{statuses: []int{500, 500, 500, 500}}
		_, err := with(lookup.Settings{Retry: lookup.Retry{Times: 2}}, server).Record(t.Context(), asn(2914))
		require.Equal(t, lookup.ServerFailure, why(t, err).Kind)
		require.Len(t, server.times, 3)
	})
}

func TestWhatCannotGetBetterIsNotTriedAgain(t *testing.T) {
	for _, status := range []int{204, 400, 401, 403, 404} {
		server := &moody{statuses: []int{status}}
		_, err := with(lookup.Settings{Retry: lookup.Retry{Times: 5}}, server).Record(t.Context(), asn(2914))
		require.Error(t, err)
		require.Len(t, server.times, 1, status)
	}
}

func TestRetryAfterIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, asDate := range []bool{false, true} {
			server := &moody{statuses: []int{429}, retryAfter: "40"}
			if asDate {
				server.retryAfter = time.Now().Add(40 * time.Second).UTC().Format(http.TimeFormat)
			}
			_, err := with(lookup.Settings{Retry: lookup.Retry{Times: 1}}, server).Record(t.Context(), asn(2914))
			require.NoError(t, err)
			requireBetween(t, 39*time.Second, 44*time.Second, server.gaps()[0])
		}
	})
}

func TestNoWaitIsBegunThatTheDeadlineOrTheLongestCutsShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		server := &moody{statuses: []int{429}, retryAfter: "40"}
		_, err := with(lookup.Settings{Retry: lookup.Retry{Times: 3}}, server).Record(ctx, asn(2914))
		require.Equal(t, lookup.RateLimited, why(t, err).Kind, "what the server said, and not that time ran out")
		require.Equal(t, 40*time.Second, why(t, err).RetryAfter)

		server = &moody{statuses: []int{429}, retryAfter: "3600"}
		_, err = with(lookup.Settings{Retry: lookup.Retry{Times: 3}}, server).Record(t.Context(), asn(2914))
		require.Equal(t, lookup.RateLimited, why(t, err).Kind)
		require.Equal(t, began, time.Now(), "nobody waited")
	})
}

func TestCancellingEndsAWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, cancel)
		server := &moody{statuses: []int{429}, retryAfter: "60"}
		began := time.Now()
		_, err := with(lookup.Settings{Retry: lookup.Retry{Times: 3}}, server).Record(ctx, asn(2914))
		require.Equal(t, lookup.Cancelled, why(t, err).Kind)
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, 5*time.Second, time.Since(began))
	})
}

func TestATimeoutOfOneRequestIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := with(lookup.Settings{Timeout: 10 * time.Second, Retry: lookup.Retry{Times: 1}}, roundTrip(func(req *http.Request) (*http.Response, error) {
			if requests++; requests == 1 {
				<-req.Context().Done()
				return nil, req.Context().Err()
			}
			return registries(req)
		}))
		answer, err := client.Record(t.Context(), asn(2914))
		require.NoError(t, err)
		require.Len(t, answer.Chain, 1, "the chain is that of the request that was answered")
		require.Equal(t, 2, requests)
	})
}

func TestEveryRedirectHasTheWholeTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := web(map[string]string{"https://rdap.arin.net/registry/autnum/2914": "https://rdap.db.ripe.net/autnum/2914"})
		client := with(lookup.Settings{Timeout: 10 * time.Second, Registry: registry.ARIN}, roundTrip(func(req *http.Request) (*http.Response, error) {
			select {
			case <-req.Context().Done():
				return nil, req.Context().Err()
			case <-time.After(8 * time.Second):
				return slow(req)
			}
		}))
		_, err := client.Record(t.Context(), asn(2914))
		require.NoError(t, err)
	})
}
