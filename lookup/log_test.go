package lookup_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// logged is what slog's JSON handler makes of a value.
func logged(t *testing.T, value any) map[string]any {
	t.Helper()
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("looked up", "x", value, "resource", resource.OfASN(64496))
	var line struct {
		X        map[string]any
		Resource string
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &line), out.String())
	require.Equal(t, "64496", line.Resource)
	return line.X
}

func TestAnswersAndErrorsAreGroupsInALog(t *testing.T) {
	e := &lookup.Error{Kind: lookup.RateLimited, URL: "https://rdap.arin.net/registry/autnum/64496", Status: 429, RetryAfter: time.Second, HasRetryAfter: true}
	got := logged(t, e)
	require.Equal(t, "rate-limited", got["kind"])
	require.Equal(t, float64(429), got["status"])
	require.Equal(t, false, got["absent"])
	require.Equal(t, float64(time.Second), got["retryAfter"])

	got = logged(t, &lookup.Answer{Record: &rdap.Record{Handle: "AS64496"}, Body: []byte("a long body"), Registry: "ripe", Database: &lookup.Reading{Err: e}})
	require.Equal(t, "AS64496", got["handle"])
	require.Equal(t, "ripe", got["registry"])
	require.Equal(t, float64(11), got["bytes"])
	require.Equal(t, "rate-limited", got["database"].(map[string]any)["kind"])
	require.Nil(t, logged(t, (*lookup.Answer)(nil)))
}
