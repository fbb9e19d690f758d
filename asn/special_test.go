package asn_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/asn"
)

// registryRows reads testdata/special-asn.csv, which testdata/SOURCES.md
// describes: first, last, reason, reference.
func registryRows(t *testing.T) [][]string {
	t.Helper()
	file, err := os.Open("testdata/special-asn.csv")
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Greater(t, len(rows), 5, "the table must not be empty")
	return rows[1:]
}

func TestSpecialAgreesWithIANA(t *testing.T) {
	for _, row := range registryRows(t) {
		first, err := asn.Parse(row[0])
		require.NoError(t, err)
		last, err := asn.Parse(row[1])
		require.NoError(t, err)

		for _, n := range []asn.Number{first, first + (last-first)/2, last} {
			special, found := n.Special()
			require.True(t, found, n)
			require.Equal(t, first, special.First)
			require.Equal(t, last, special.Last)
			require.True(t, strings.HasPrefix(row[2], special.Reason), "%s: %q", n, special.Reason)
			if rfc, ok := strings.CutPrefix(row[3], "RFC"); ok {
				require.Equal(t, "RFC "+rfc, special.Reference)
			}
		}
	}
}

func TestEverythingBetweenTheRowsIsPublic(t *testing.T) {
	rows := registryRows(t)
	for i := 1; i < len(rows); i++ {
		before, err := asn.Parse(rows[i-1][1])
		require.NoError(t, err)
		next, err := asn.Parse(rows[i][0])
		require.NoError(t, err)
		if before+1 == next {
			continue
		}
		for _, n := range []asn.Number{before + 1, next - 1} {
			_, found := n.Special()
			require.False(t, found, n)
		}
	}
}
