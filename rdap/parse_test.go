package rdap_test

import (
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

func TestParseTellsTheFormsApart(t *testing.T) {
	for text, source := range map[string]rdap.Source{
		autnumJSON(""):                           rdap.JSON,
		"\xef\xbb\xbf" + autnumJSON(""):          rdap.JSON,
		"\xef\xbb\xbf\r\n\n \t" + autnumJSON(""): rdap.JSON,
		autnum:                                   rdap.RPSL,
		"\xef\xbb\xbf\r\n" + autnum:              rdap.RPSL,
		"ASNumber: 64496":                        rdap.Plain,
	} {
		record, err := rdap.Parse([]byte(text))
		require.NoError(t, err, text)
		require.Equal(t, source, record.Source, text)
	}
}

// requireSound checks what holds for whatever a parser returns.
func requireSound(t *testing.T, r *rdap.Record, err error) {
	t.Helper()
	if err != nil {
		require.Nil(t, r)
		require.NotEmpty(t, err.Error())
		require.Less(t, len(err.Error()), 2000)
		return
	}
	switch r.Class {
	case rdap.Autnum:
		require.LessOrEqual(t, r.First, r.Last)
	case rdap.Network:
		require.False(t, r.HasRange)
		require.Equal(t, r.Start.IsValid(), r.End.IsValid())
		require.Equal(t, r.Start.BitLen(), r.End.BitLen())
		require.False(t, r.End.Less(r.Start))
	default:
		require.Empty(t, r.Class)
		require.NotEmpty(t, r.Registry, "a form that is not read tells at least whose it is")
		return
	}
	lines := 0
	for _, text := range r.Texts {
		lines += len(text.Lines)
		require.NotEqual(t, r.Source == rdap.JSON, text.Attribute != "")
	}
	require.LessOrEqual(t, lines, 50_000)
	require.LessOrEqual(t, len(r.Texts), 50_000)
}

func FuzzParse(f *testing.F) {
	for _, data := range records(f, "*") {
		f.Add(data)
	}
	require.NotEmpty(f, malformed)
	for _, test := range malformed {
		f.Add([]byte(test.text))
	}
	f.Add([]byte(autnum + "\n" + autnum))
	f.Add([]byte("> aut-num: AS1\n> +\n>  +#\n> descr:\xff\n\n> [x]\n> NetRange: ::/0\n"))
	f.Add([]byte(lacnic + parent + exact + part))
	f.Add([]byte(`{"objects":{"object":[{"attributes":{"attribute":[{"name":"aut-num","value":"AS64496"},{"name":"descr","value":"here"}]}}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := rdap.Parse(data)
		requireSound(t, r, err)
		for _, about := range []resource.Resource{resource.OfASN(64496), resource.OfCIDR(netip.MustParsePrefix("192.0.2.0/24"))} {
			requireSound(t, r.Select(about), err)
		}
	})
}
