package roa_test

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/roa"
)

// benchEntries is about what the RPKI has.
const benchEntries = 700_000

// A plainExport is an export as encoding/json fills it in.
type plainExport struct {
	ROAs []struct {
		ASN       json.RawMessage `json:"asn"` // a number or a string
		Prefix    string          `json:"prefix"`
		MaxLength int             `json:"maxLength"`
		TA        string          `json:"ta"`
	} `json:"roas"`
}

// BenchmarkRead reads generated exports, and decodes each with encoding/json
// into a slice of structs in turn, validating nothing. It reports how many times
// faster Read is.
func BenchmarkRead(b *testing.B) {
	questions := []roa.Question{
		{Prefix: netip.MustParsePrefix("93.175.147.0/24"), Origin: 12654},
		{Prefix: netip.MustParsePrefix("93.175.147.0/24"), Origin: 196615},
		{Prefix: netip.MustParsePrefix("2001:7fb:fd03::/48"), Origin: 196615},
	}
	for _, style := range []string{"rpki-client", "routinator", "jsonext", "csv"} {
		b.Run(style, func(b *testing.B) {
			var file bytes.Buffer
			_, err := export{benchEntries, style}.WriteTo(&file)
			require.NoError(b, err)
			b.SetBytes(int64(file.Len()))
			b.ReportAllocs()
			var ours, theirs []time.Duration
			for b.Loop() {
				began := time.Now()
				result, err := roa.Read(bytes.NewReader(file.Bytes()), now, questions...)
				ours = append(ours, time.Since(began))
				require.NoError(b, err)
				require.Equal(b, benchEntries, result.Entries)
				b.StopTimer()
				if style != "csv" {
					theirs = append(theirs, decodePlain(b, file.Bytes()))
				}
				b.StartTimer()
			}
			if style != "csv" {
				b.ReportMetric(float64(median(theirs))/float64(median(ours)), "x-encoding/json")
			}
		})
	}
}

func decodePlain(b *testing.B, file []byte) time.Duration {
	began := time.Now()
	var plain plainExport
	err := json.NewDecoder(bytes.NewReader(file)).Decode(&plain)
	took := time.Since(began)
	require.NoError(b, err)
	require.Len(b, plain.ROAs, benchEntries)
	return took
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
