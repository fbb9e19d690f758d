package client

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestBeginKeepsRequestsApartThatWaitedForASlot(t *testing.T) {
	p := &pacer{}
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	require.Zero(t, p.begin("rdap.lacnic.net", 6*time.Second, now))
	require.Equal(t, 6*time.Second, p.begin("rdap.lacnic.net", 6*time.Second, now), "two turns that passed together")
	require.Zero(t, p.begin("rdap.arin.net", 6*time.Second, now), "another host")
	require.Equal(t, time.Second, p.begin("rdap.lacnic.net", 6*time.Second, now.Add(5*time.Second)))
	require.Zero(t, p.begin("rdap.lacnic.net", 6*time.Second, now.Add(6*time.Second)))
	require.Zero(t, p.begin("rdap.arin.net", 6*time.Second, now.Add(2*time.Hour)))
	require.Len(t, p.last, 1, "hosts do not pile up")
}
