package lookup

import (
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// Whatever RIPEstat's answer is, a state comes of it only if a simple look at it
// says the same.
func FuzzRIPEstat(f *testing.F) {
	files, err := filepath.Glob("testdata/ripestat/*.json")
	require.NoError(f, err)
	require.NotEmpty(f, files)
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(f, err)
		require.NotEmpty(f, data)
		f.Add(data, "2001:db8::/32", uint32(16509))
		f.Add(data, "240e:108:1140::/48", uint32(134768))
		f.Add(data, "0.0.0.0/0", uint32(211834))
	}
	f.Add([]byte(`{"status":"ok","data":{"resource":1,"prefix":"10.0.0.0/8","status":"invalid_asn","validating_roas":[{"origin":0,"prefix":"10.0.0.0/8","max_length":8}]}}`), "10.0.0.0/8", uint32(1))
	f.Fuzz(func(t *testing.T, body []byte, prefix string, origin uint32) {
		q := roa.Question{Origin: resource.ASN(origin)}
		q.Prefix, _ = netip.ParsePrefix(prefix)
		if q.Check() != nil {
			t.Skip("no route")
		}
		said, err := parseRIPEstat(body)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		answer, err := said.answer(q)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		var outer, data map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(body, &outer))
		require.NoError(t, json.Unmarshal(outer["data"], &data))
		var status, overall string
		require.NoError(t, json.Unmarshal(outer["status"], &overall))
		require.NoError(t, json.Unmarshal(data["status"], &status))
		require.Equal(t, "ok", overall)
		require.Equal(t, q, answer.Validity.Question)
		switch answer.Validity.State {
		case roa.Valid:
			require.Equal(t, "valid", status)
		case roa.NotFound:
			require.Equal(t, "unknown", status)
			require.Empty(t, answer.Validity.Covering)
		default:
			require.Contains(t, []string{"invalid_asn", "invalid_length"}, status)
			require.NotEmpty(t, answer.Validity.Covering)
		}
	})
}
