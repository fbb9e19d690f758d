package roa_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// savedRIPEstat is an answer about 192.0.2.0/24, whose VRPs have the origins, the
// first of them the answer's own.
func savedRIPEstat(origins, status string) string {
	var list []string
	resource := strings.Split(origins, " ")[0]
	for origin := range strings.FieldsSeq(origins) {
		list = append(list, fmt.Sprintf(`{"origin":%q,"prefix":"192.0.2.0/24","max_length":24}`, origin))
	}
	if status == "unknown" {
		list = nil
	}
	return fmt.Sprintf(`{"data":{"resource":%q,"prefix":"192.0.2.0/24","status":%q,"validating_roas":[%s]},"status":"ok","data_call_name":"rpki-validation","time":"2026-09-16T06:00:00"}`,
		resource, status, strings.Join(list, ","))
}

func utf16Text(text string, big bool) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		if big {
			out = append(out, byte(unit>>8), byte(unit))
		} else {
			out = append(out, byte(unit), byte(unit>>8))
		}
	}
	return string(out)
}

func TestSavedAnswersOfRIPEstat(t *testing.T) {
	own, amazon := savedRIPEstat("64496", "valid"), savedRIPEstat("16509", "unknown")
	old := strings.Replace(savedRIPEstat("14618", "valid"), "2026-09-16", "2026-09-14", 1)
	tests := []struct {
		name, text string
		states     []roa.State // of 64496, 16509, 14618
		made       string
	}{
		{"one", own, []roa.State{roa.Valid, "", ""}, "2026-09-16T06:00:00Z"},
		{"three, one behind the other", own + "\n" + amazon + old, []roa.State{roa.Valid, roa.NotFound, roa.Valid}, "2026-09-14T06:00:00Z"},
		{"an array", "[" + own + ",\n" + amazon + "," + old + "]\n", []roa.State{roa.Valid, roa.NotFound, roa.Valid}, "2026-09-14T06:00:00Z"},
		{"an array of one", "[" + strings.Replace(own, `{"data":`, `{"x":[{"y":"z"}],"data":`, 1) + "]", []roa.State{roa.Valid, "", ""}, "2026-09-16T06:00:00Z"},
		{"the oldest first", old + own + amazon, []roa.State{roa.Valid, roa.NotFound, roa.Valid}, "2026-09-14T06:00:00Z"},
		{"one that tells no time", own + strings.Replace(amazon, `"time"`, `"when"`, 1), []roa.State{roa.Valid, roa.NotFound, ""}, ""},
		{"one that lists the other origins", savedRIPEstat("64496 16509", "valid"), []roa.State{roa.Valid, roa.Valid, ""}, "2026-09-16T06:00:00Z"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			questions := []roa.Question{ask("192.0.2.0/24", 64496), ask("192.0.2.0/24", 16509), ask("192.0.2.0/24", 14618)}
			result, err := roa.Read(strings.NewReader(test.text), now, questions...)
			require.NoError(t, err)
			same, err := roa.ReadRIPEstat(strings.NewReader(test.text), now, questions...)
			if strings.HasPrefix(test.text, "[") {
				require.ErrorIs(t, err, roa.Malformed, "nothing that came over the network")
			} else {
				require.NoError(t, err)
				require.Equal(t, same, result)
			}
			require.Equal(t, test.states, states(result))
			require.Equal(t, roa.RIPEstat, result.Format)
			if test.made == "" {
				require.Zero(t, result.Generated)
			} else {
				require.Equal(t, test.made, result.Generated.Format(time.RFC3339))
			}
			for _, v := range result.Answers {
				require.Equal(t, v.State == "", v.Why != "")
			}
			_, err = roa.Load(strings.NewReader(test.text), now)
			require.ErrorIs(t, err, roa.RIPEstatAnswer)
			for _, err := range roa.All(strings.NewReader(test.text)) {
				require.ErrorIs(t, err, roa.RIPEstatAnswer)
			}
		})
	}
	result, err := roa.Read(strings.NewReader(own), now, ask("192.0.2.0/24", 16509), ask("198.51.100.0/24", 64496))
	require.NoError(t, err)
	require.Contains(t, result.Answers[0].Why, "is about 192.0.2.0/24 from AS64496: save its answer about 192.0.2.0/24 from AS16509 too")
	require.Empty(t, result.Answers[1].State, "another prefix")
}

func TestAnswersOfRIPEstatThatAreRefused(t *testing.T) {
	good := savedRIPEstat("64496", "valid")
	tests := []struct {
		name, text string
		id         problem.ID
		says       string
	}{
		{"cut short", good[:len(good)-5], roa.CutShort, "cut short"},
		{"the second cut short", good + good[:50], roa.CutShort, "cut short"},
		{"an array cut short", "[" + good + "," + good[:50], roa.CutShort, "cut short"},
		{"an array without its end", "[" + good, roa.CutShort, "cut short"},
		{"an empty array", "[]", roa.Malformed, "not JSON"},
		{"rubbish behind an array", "[" + good + "]x", roa.Malformed, "not JSON"},
		{"rubbish behind it", good + "x", roa.Malformed, "not JSON"},
		{"an error", `{"status":"error","status_code":429,"messages":[["error","Too many"]],"data":{}}`, roa.RIPEstatRefused, "error: Too many"},
		{"an error as a status_code", strings.Replace(good, `"status":"ok"`, `"status":"ok","status_code":500`, 1), roa.RIPEstatRefused, "500"},
		{"another data call", strings.Replace(good, "rpki-validation", "rpki-history", 1), roa.Malformed, "rpki-history"},
		{"no ROAs", strings.Replace(good, "validating_roas", "roas", 1), roa.Malformed, "no resource, prefix, status or validating_roas"},
		{"a prefix with host bits", strings.ReplaceAll(good, "192.0.2.0/24", "192.0.2.1/24"), roa.Malformed, "a prefix that is none"},
		{"a resource that is none", strings.Replace(good, `"resource":"64496"`, `"resource":"x"`, 1), roa.Malformed, "no AS number"},
		{"a state that is not known", savedRIPEstat("64496", "good"), roa.Malformed, `unknown status "good"`},
		{"valid without a ROA", strings.Replace(savedRIPEstat("64496", "unknown"), `"status":"unknown"`, `"status":"valid"`, 1), roa.RIPEstatUnsound, "by its 0 covering ROAs it is not-found"},
		{"unknown with a ROA", strings.Replace(good, `"status":"valid"`, `"status":"unknown"`, 1), roa.RIPEstatUnsound, "by its 1 covering ROAs it is valid"},
		{"a ROA of another prefix", strings.Replace(good, `"origin":"64496","prefix":"192.0.2.0/24"`, `"origin":"64496","prefix":"192.0.3.0/24"`, 1), roa.RIPEstatUnsound, "does not cover"},
		{"a maximal length past the address", strings.Replace(good, `"max_length":24`, `"max_length":33`, 1), roa.Malformed, "max_length of 33"},
		{"a maximal length below the prefix's", strings.Replace(good, `"max_length":24`, `"max_length":23`, 1), roa.Malformed, "max_length of 23"},
		{"too large", strings.Replace(good, `{"data"`, `{"x":"`+strings.Repeat("x", 256<<10)+`","data"`, 1), roa.TooLarge, "262144 bytes of RIPEstat's answers"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := roa.ReadRIPEstat(strings.NewReader(test.text), now, ask("192.0.2.0/24", 64496))
			if !strings.HasPrefix(test.text, "[") {
				require.ErrorIs(t, err, test.id)
				require.ErrorContains(t, err, test.says)
			}
			_, err = roa.Read(strings.NewReader(test.text), now, ask("192.0.2.0/24", 64496))
			if test.name != "cut short" && test.text != "[]" { // which come before it is known what it is
				require.ErrorIs(t, err, test.id)
			}
		})
	}
	_, err := roa.ReadRIPEstat(strings.NewReader(good), now, roa.Question{})
	require.ErrorIs(t, err, roa.NotRoute)
	_, err = roa.ReadRIPEstat(strings.NewReader(""), now)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

func FuzzReadRIPEstat(f *testing.F) {
	for _, text := range []string{savedRIPEstat("64496", "valid"), savedRIPEstat("64496 16509", "valid") + savedRIPEstat("16509", "unknown"), savedRIPEstat("0 1", "invalid_asn")} {
		require.NotEmpty(f, text)
		f.Add([]byte(text), uint32(64496))
	}
	f.Fuzz(func(t *testing.T, body []byte, origin uint32) {
		q := ask("192.0.2.0/24", resource.ASN(origin))
		result, err := roa.ReadRIPEstat(strings.NewReader(string(body)), now, q)
		if err != nil {
			require.NotEmpty(t, err.Error())
			require.LessOrEqual(t, len(err.Error()), 2000)
			return
		}
		v := result.Answers[0]
		if v.State == "" {
			require.NotEmpty(t, v.Why)
			return
		}
		require.Equal(t, naive(v.Covering, q, now), v.State)
	})
}
