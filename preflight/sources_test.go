package preflight_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/rdap"
)

// A source is a way in which a record with a line in it comes, as the text of each
// reading. One that is "" could not be fetched.
type source struct {
	name string
	at   func(p *proof) // the registry
	rdap func(p *proof, line string) string
	base func(line string) string // the registry's database beside it, if it is asked
}

var sources = []source{
	{"ARIN's RDAP", func(*proof) {}, inRDAP, nil},
	{"APNIC's RDAP", atAPNIC, inRDAP, nil},
	{"ARIN's whois", func(*proof) {}, func(_ *proof, line string) string {
		return "ASNumber:       2914\nASName:         NTT\nASHandle:       AS2914\nComment:        " + line + "\n"
	}, nil},
	{"RIPE NCC's whois", atRIPE, func(_ *proof, line string) string { return ripeWhois("descr:")(line) }, nil},
	{"APNIC's whois", atAPNIC, func(_ *proof, line string) string {
		return "aut-num:        AS9269\nas-name:        EXAMPLE\nremarks:        " + line + "\nsource:         APNIC\n"
	}, nil},
	{"RIPE NCC's REST", atRIPE, func(_ *proof, line string) string {
		value, _ := json.Marshal(line)
		return `{"objects":{"object":[{"type":"aut-num","attributes":{"attribute":[{"name":"aut-num","value":"AS205697"},{"name":"descr","value":` + string(value) + `},{"name":"source","value":"RIPE"}]}}]}}`
	}, nil},
	{"RIPE NCC's RDAP and database", atRIPE, inRDAP, ripeWhois("descr:")},
	{"RIPE NCC's database, as RDAP failed", atRIPE, func(*proof, string) string { return "" }, ripeWhois("descr:")},
}

func inRDAP(p *proof, line string) string {
	p.lines = []string{line}
	return string(p.answer())
}

// input is the proof's, with a line in each reading. It is false if a reading is no
// record.
func (s source) input(t testing.TB, one, other string) (in preflight.Input, ok bool) {
	t.Helper()
	p := ofASN(t)
	s.at(p)
	text := s.rdap(p, one)
	p.envelope = ""
	in = p.input()
	if text == "" {
		in.RecordErr = errors.New("the connection failed")
	} else if in.Record, in.RecordErr = rdap.Parse([]byte(text)); in.RecordErr != nil {
		return in, false
	}
	if s.base != nil {
		record, err := rdap.Parse([]byte(s.base(other)))
		if err != nil {
			return in, false
		}
		in.Database = &lookup.Reading{Record: record}
	}
	return in, true
}

// passes says whether a record with these lines makes a pass, and holds the report to
// what every report claims.
func (s source) passes(t testing.TB, one, other string) bool {
	t.Helper()
	in, ok := s.input(t, one, other)
	if !ok {
		return false
	}
	report := run(t, in)
	if report.Verdict == preflight.Pass {
		require.True(t, proves(in), "%s: %q %q %s", s.name, one, other, report.Text(0, nil))
	}
	return report.Verdict == preflight.Pass
}

// spoil changes one byte of a line: another bit, another letter, none, or one more.
func spoil(r *rand.Rand, line string, at int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=- \t"
	byte := string(line[at] ^ 1<<r.IntN(8))
	switch r.IntN(4) {
	case 0:
		for byte = line[at : at+1]; byte == line[at:at+1]; {
			byte = letters[r.IntN(len(letters)):][:1]
		}
	case 1:
		byte = ""
	case 2:
		byte = line[at:at+1] + letters[r.IntN(64):][:1]
	}
	return line[:at] + byte + line[at+1:]
}

// A pass does not survive damage of any one byte of the line that is published,
// whatever it is read from, and of either of two readings.
func TestDamageOfAnyByteOfAPublishedLineKeepsNoPass(t *testing.T) {
	line := certgen.OneLine(ours(t))
	r := rand.New(rand.NewPCG(20261125, 5))
	for _, s := range sources {
		t.Run(s.name, func(t *testing.T) {
			require.True(t, s.passes(t, line, line))
			for at := 0; at < len(line); at += stride(at, len(line)) {
				spoilt := spoil(r, line, at)
				if strings.TrimSpace(spoilt) == line || strings.HasPrefix(spoilt, " ") || strings.HasSuffix(spoilt, line[1:]) && spoilt[0] == line[0] && len(spoilt) == len(line) {
					continue
				}
				if s.name != "RIPE NCC's database, as RDAP failed" {
					require.False(t, s.passes(t, spoilt, line), "byte %d: %q", at, spoilt)
				}
				if s.base != nil {
					require.False(t, s.passes(t, line, spoilt), "byte %d of the database's: %q", at, spoilt)
					require.False(t, s.passes(t, spoilt, spoilt), "byte %d of both: %q", at, spoilt)
				}
			}
		})
	}
}

// stride takes every byte of the markers and beside them, and in the build with the tag
// slow of all.
func stride(at, size int) int {
	if everyByte || at < 40 || at > size-40 {
		return 1
	}
	return 37
}

// rewrite writes a JSON value anew: the same to whoever reads it by RFC 8259 and 9083,
// with the members in another order, other white space, other escapes, and members that
// nobody knows.
func rewrite(r *rand.Rand, value any) string {
	space := func() string { return strings.Repeat([]string{" ", "\n", "\t", "\r\n"}[r.IntN(4)], r.IntN(3)) }
	switch value := value.(type) {
	case map[string]any:
		var members []string
		for name, v := range value {
			members = append(members, respelt(r, name)+space()+":"+space()+rewrite(r, v))
		}
		slices.Sort(members) // a map has no order of its own, and a seed has one answer
		for i := range r.IntN(3) {
			extra := []string{`null`, `"-----BEGIN"`, `[{"description":["x"]}]`, `{"remarks":[],"startAutnum":1}`, `1e400`}[r.IntN(5)]
			members = append(members, respelt(r, "x_ext"+string(rune('a'+i)))+":"+extra)
		}
		r.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
		return "{" + space() + strings.Join(members, space()+","+space()) + space() + "}"
	case []any:
		var all []string
		for _, v := range value {
			all = append(all, rewrite(r, v))
		}
		return "[" + space() + strings.Join(all, space()+","+space()) + space() + "]"
	case string:
		return respelt(r, value)
	}
	data, _ := json.Marshal(value)
	return string(data)
}

// respelt writes a string with some letters as escapes.
func respelt(r *rand.Rand, s string) string {
	data, _ := json.Marshal(s)
	text := string(data)
	if at := r.IntN(len(text)); at > 0 && at < len(text)-1 && strings.Trim(text[at-1:at+1], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" && !strings.Contains(text, `\`) {
		const hex = "0123456789abcdef"
		return text[:at] + `\u00` + string(hex[text[at]>>4]) + string(hex[text[at]&15]) + text[at+1:]
	}
	return text
}

// requireTheSame holds the report on a record that was rewritten to that on the record.
func requireTheSame(t *testing.T, r *rand.Rand, p *proof) {
	t.Helper()
	in := p.input()
	var value any
	decoder := json.NewDecoder(strings.NewReader(string(p.answer())))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&value))
	again := in
	var err error
	text := rewrite(r, value)
	again.Record, err = rdap.Parse([]byte(text))
	require.NoError(t, err, text)
	require.Equal(t, run(t, in), run(t, again), text)
}

func TestWhatDoesNotMatterInARecordChangesNothing(t *testing.T) {
	for i, s := range scenarios {
		p := s.base(t)
		if s.mutate != nil {
			s.mutate(p)
		}
		if p.envelope == "" {
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			p.t = t
			requireTheSame(t, rand.New(rand.NewPCG(20261125, uint64(i))), p)
		})
	}
}

func FuzzWhatDoesNotMatterInARecord(f *testing.F) {
	require.NotEmpty(f, scenarios)
	for i := range scenarios {
		f.Add(uint16(i), uint64(i))
	}
	f.Fuzz(func(t *testing.T, which uint16, seed uint64) {
		s := scenarios[int(which)%len(scenarios)]
		p := s.base(t)
		if s.mutate != nil {
			s.mutate(p)
		}
		if p.envelope != "" {
			requireTheSame(t, rand.New(rand.NewPCG(seed, 0)), p)
		}
	})
}

// FuzzAPassOfAnySource reads any two texts as a record and the database's, and holds a
// pass to what it claims.
func FuzzAPassOfAnySource(f *testing.F) {
	line := certgen.OneLine(ours(f))
	for i, s := range sources {
		p := ofASN(f)
		s.at(p)
		other := ""
		if s.base != nil {
			other = s.base(line)
		}
		f.Add(uint8(i), s.rdap(p, line), other)
		f.Add(uint8(i), ripeWhois("remarks:")(line), s.rdap(p, line))
	}
	f.Fuzz(func(t *testing.T, which uint8, one, other string) {
		p := ofASN(t)
		sources[int(which)%len(sources)].at(p)
		p.envelope = ""
		in := p.input()
		in.Record, in.RecordErr = rdap.Parse([]byte(one))
		if record, err := rdap.Parse([]byte(other)); err == nil {
			in.Database = &lookup.Reading{Record: record}
		} else if other != "" {
			in.Database = &lookup.Reading{Err: err}
		}
		hold(t, in, run(t, in))
	})
}
