package rdap_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// An envelope is a recorded answer, to put a certificate into; what comes out
// is made. See testdata/records/SOURCES.md.
type envelope struct {
	file  string
	asn   resource.ASN
	right string // the title of the remark that AWS reads; "-" for none at all
	wrong string // a title that it does not read; "" if RDAP cannot tell
}

var envelopes = map[string]envelope{
	"arin":  {"arin-autnum-2914.json", 2914, "Registration Comments", "Other"},
	"ripe":  {"ripe-autnum-205697.json", 205697, "-", ""},
	"apnic": {"apnic-autnum-9269.json", 9269, "remarks", "description"},
}

// object decodes a recorded answer.
func object(t testing.TB, file string) map[string]any {
	t.Helper()
	data, err := os.ReadFile("testdata/records/" + file)
	require.NoError(t, err)
	var o map[string]any
	require.NoError(t, json.Unmarshal(data, &o))
	return o
}

// remark makes a remark; the title "-" is none.
func remark(title string, lines []string) map[string]any {
	r := map[string]any{"description": lines}
	if title != "-" {
		r["title"] = title
	}
	return r
}

func addRemark(o map[string]any, r map[string]any) {
	remarks, _ := o["remarks"].([]any)
	o["remarks"] = append(remarks, r)
}

func firstEntity(t testing.TB, o map[string]any) map[string]any {
	t.Helper()
	entities, _ := o["entities"].([]any)
	require.NotEmpty(t, entities)
	return entities[0].(map[string]any)
}

func parseObject(t testing.TB, o map[string]any) *rdap.Record {
	t.Helper()
	data, err := json.Marshal(o)
	require.NoError(t, err)
	r, err := rdap.Parse(data)
	require.NoError(t, err)
	return r
}
