package rdap_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	openrdap "github.com/openrdap/rdap"
	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// A plainRecord is what ParseJSON keeps, as the decoders that fill structs
// want it.
type plainRecord struct {
	Class       string        `json:"objectClassName"`
	Conformance []string      `json:"rdapConformance"`
	Handle      string        `json:"handle"`
	Name        string        `json:"name"`
	Status      []string      `json:"status"`
	Port43      string        `json:"port43"`
	First       *uint32       `json:"startAutnum"`
	Last        *uint32       `json:"endAutnum"`
	Start       *string       `json:"startAddress"`
	End         *string       `json:"endAddress"`
	Code        *int          `json:"errorCode"`
	Title       string        `json:"title"`
	Description []string      `json:"description"`
	Links       []plainLink   `json:"links"`
	Notices     []plainRemark `json:"notices"`
	Remarks     []plainRemark `json:"remarks"`
	Entities    []plainEntity `json:"entities"`
}

type plainLink struct {
	Rel  string `json:"rel"`
	Href string `json:"href"`
	Type string `json:"type"`
}

type plainRemark struct {
	Title       string   `json:"title"`
	Type        string   `json:"type"`
	Description []string `json:"description"`
}

type plainEntity struct {
	Class    string        `json:"objectClassName"`
	Handle   string        `json:"handle"`
	Roles    []string      `json:"roles"`
	Remarks  []plainRemark `json:"remarks"`
	Entities []plainEntity `json:"entities"`
}

// decoders are those that could read an answer, ours first.
var decoders = []struct {
	name   string
	decode func([]byte) error
}{
	{"ParseJSON", func(data []byte) error { _, err := rdap.ParseJSON(data); return err }},
	{"json v2 Unmarshal", func(data []byte) error { return jsonv2.Unmarshal(data, new(plainRecord)) }},
	{"encoding json", func(data []byte) error { return json.Unmarshal(data, new(plainRecord)) }},
	{"openrdap", func(data []byte) error { _, err := openrdap.NewDecoder(data).Decode(); return err }},
}

// BenchmarkParseJSON decodes all recorded answers with each of the decoders,
// and beside each, in turns, with openrdap's. The ratio is of throughputs: 3 is
// three times openrdap's.
func BenchmarkParseJSON(b *testing.B) {
	answers := records(b, "*.json")
	size := 0
	for _, data := range answers {
		size += len(data)
	}
	round := func(decode func([]byte) error) time.Duration {
		start := time.Now()
		for _, data := range answers {
			_ = decode(data) // one of the answers is an error
		}
		return time.Since(start)
	}
	openrdap := decoders[len(decoders)-1].decode
	for _, d := range decoders {
		b.Run(d.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			var own, theirs []time.Duration
			for b.Loop() {
				own = append(own, round(d.decode))
				b.StopTimer()
				theirs = append(theirs, round(openrdap))
				b.StartTimer()
			}
			b.ReportMetric(float64(median(theirs))/float64(median(own)), "ratio")
		})
	}
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

func TestNoOtherDecoderIsAsStrict(t *testing.T) {
	for i, d := range decoders {
		refused := 0
		for _, test := range malformed {
			if d.decode([]byte(test.text)) != nil {
				refused++
			}
		}
		t.Logf("%s refuses %d of %d malformed records", d.name, refused, len(malformed))
		require.Equal(t, i == 0, refused == len(malformed), d.name)
	}
}

func TestParseJSONReadsWhatOpenrdapReads(t *testing.T) {
	for file, data := range records(t, "*.json") {
		if file == errorAnswer {
			continue
		}
		record, err := rdap.ParseJSON(data)
		require.NoError(t, err)
		decoded, err := openrdap.NewDecoder(data).Decode()
		require.NoError(t, err)
		var own []openrdap.Remark
		switch theirs := decoded.(type) {
		case *openrdap.Autnum:
			require.Equal(t, theirs.Handle, record.Handle)
			if theirs.StartAutnum != nil {
				require.Equal(t, resource.ASN(*theirs.StartAutnum), record.First)
				require.Equal(t, resource.ASN(*theirs.EndAutnum), record.Last)
			}
			own = theirs.Remarks
		case *openrdap.IPNetwork:
			require.Equal(t, theirs.Handle, record.Handle)
			require.Equal(t, theirs.StartAddress, record.Start.String())
			require.Equal(t, theirs.EndAddress, record.End.String())
			own = theirs.Remarks
		default:
			require.Fail(t, "another class", "%T", decoded)
		}
		for _, text := range record.Texts {
			if text.Entity != nil {
				continue
			}
			require.NotEmpty(t, own, file)
			require.Equal(t, own[0].Title, text.Title)
			require.Equal(t, own[0].Type, text.Type)
			require.Equal(t, own[0].Description, text.Lines)
			own = own[1:]
		}
		require.Empty(t, own, file)
	}
}
