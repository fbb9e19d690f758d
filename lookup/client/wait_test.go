package client_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
)

func TestWaitLooksUntilItIsDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &moody{statuses: []int{404, 500}}
		client := with(lookup.Settings{}, server)
		var kinds []problem.ID
		err := client.Wait(t.Context(), asn(9269), lookup.WaitOptions{}, func(answer *lookup.Answer, err error) bool {
			if err != nil {
				kinds = append(kinds, why(t, err).Kind)
				return false
			}
			return len(server.times) == 8
		})
		require.NoError(t, err)
		require.Equal(t, []problem.ID{lookup.NotRDAP, lookup.ServerFailure}, kinds)
		var minutes []float64
		for _, gap := range server.gaps() {
			minutes = append(minutes, gap.Minutes())
		}
		require.Equal(t, []float64{5, 7.5, 11.25, 16.875, 25.3125, 30, 30}, minutes)
	})
}

func TestWaitKeepsToItsInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &moody{statuses: []int{429}, retryAfter: "600"}
		client := with(lookup.Settings{}, server)
		options := lookup.WaitOptions{Interval: time.Minute, Longest: time.Minute}
		err := client.Wait(t.Context(), asn(9269), options, func(*lookup.Answer, error) bool { return len(server.times) == 4 })
		require.NoError(t, err)
		require.Equal(t, []time.Duration{10 * time.Minute, time.Minute, time.Minute}, server.gaps(), "the first is the server's Retry-After")
	})
}

func TestWaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := with(lookup.Settings{}, roundTrip(registries))
		ctx, cancel := context.WithTimeout(t.Context(), 24*time.Hour)
		defer cancel()
		began, looks := time.Now(), 0
		err := client.Wait(ctx, asn(9269), lookup.WaitOptions{}, func(*lookup.Answer, error) bool { looks++; return false })
		require.Equal(t, lookup.Timeout, why(t, err).Kind)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 24*time.Hour, time.Since(began))
		require.Equal(t, 51, looks)

		ctx, stop := context.WithCancel(t.Context())
		err = client.Wait(ctx, asn(9269), lookup.WaitOptions{}, func(*lookup.Answer, error) bool { stop(); return false })
		require.Equal(t, lookup.Cancelled, why(t, err).Kind)
		require.ErrorIs(t, err, context.Canceled)
	})
}

func TestWaitDoesNotWaitForWhatWillNeverBe(t *testing.T) {
	client := with(lookup.Settings{}, roundTrip(registries))
	looks := 0
	look := func(answer *lookup.Answer, err error) bool { looks++; return false }
	require.Equal(t, lookup.NotPublic, why(t, client.Wait(t.Context(), asn(64496), lookup.WaitOptions{}, look)).Kind)
	require.Equal(t, lookup.NoServer, why(t, client.Wait(t.Context(), asn(4_000_000_000), lookup.WaitOptions{}, look)).Kind)
	require.Equal(t, 2, looks)
}

func TestWaitLooksAtARangeToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := with(lookup.Settings{}, roundTrip(func(req *http.Request) (*http.Response, error) {
			requests++
			return response(req, http.StatusOK, typeRDAP, string(recorded(t, "apnic-ip-1.1.1.0-24"))), nil
		}))
		err := client.Wait(t.Context(), cidr("1.1.1.0/24"), lookup.WaitOptions{}, func(answer *lookup.Answer, err error) bool {
			require.NoError(t, err)
			return requests == 3
		})
		require.NoError(t, err)
		require.Equal(t, 3, requests)
	})
}
