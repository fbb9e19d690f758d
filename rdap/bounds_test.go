package rdap_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/rdap"
)

const (
	begin = "-----BEGIN CERTIFICATE-----"
	end   = "-----END CERTIFICATE-----"
)

// hostile are records of a megabyte and more, each made to cost much.
func hostile(t *testing.T) map[string]*rdap.Record {
	t.Helper()
	line := oneLine(t, ourName)
	lost := strings.Replace(line, "+", "", 1)
	letters := strings.Repeat("MIID", 240_000)
	of := func(lines ...string) *rdap.Record { return recordOf(lines) }
	many := new(rdap.Record)
	for i := range 1900 {
		many.Texts = append(many.Texts, rdap.Text{Entity: &rdap.Entity{Handle: fmt.Sprint(i)}, Lines: []string{lost}})
	}
	handle := of(strings.Repeat("-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----", 100))
	handle.Texts[0].Entity = &rdap.Entity{Handle: strings.Repeat("h", 1_000_000), Roles: []string{strings.Repeat("r", 100_000)}}
	return map[string]*rdap.Record{
		"one certificate of all letters, a letter short": of(begin + letters[1:] + end),
		"the same in words":                            of(begin + strings.Repeat("MIIDMIIDMIIDMIID ", 57_000) + "MII" + end),
		"the same in lines":                            of(append(append([]string{begin}, strings.Split(strings.Repeat("MIIDMIIDMIIDMIID ", 49_000), " ")...), end)...),
		"letters without markers":                      of(letters),
		"1,900 owners whose certificate lost a letter": many,
		"a long handle and 100 markers":                handle,
		"markers only":                                 of(strings.Repeat(begin, 35_000)),
		"ends only":                                    of(strings.Repeat(end+" ", 37_000)),
		"escapes and markers on one line":              of("&amp;" + strings.Repeat(begin+"MIID"+end+" ", 17_000)),
		"dashes":                                       of(strings.Repeat("-", 1_000_000)),
		"starts of DER":                                of(strings.Repeat("MIIDAAAAAAAAAAAA ", 57_000)),
	}
}

func TestTheWorkOnARecordIsLinearInItsSize(t *testing.T) {
	for name, record := range hostile(t) {
		t.Run(name, func(t *testing.T) {
			size := 0
			for _, text := range record.Texts {
				for _, line := range text.Lines {
					size += len(line) + 1
				}
			}
			decoded, tries := rdap.Work(record)
			require.LessOrEqual(t, decoded, size, "each letter is decoded once")
			require.LessOrEqual(t, tries, rdap.MaxTries, "for the whole record")

			start := time.Now()
			published, err := rdap.Find(t.Context(), record)
			require.NoError(t, err)
			require.Less(t, time.Since(start), time.Minute)
			require.LessOrEqual(t, len(published.Found), rdap.MaxFound)
			shown := 0
			for _, f := range published.Found {
				shown += len(f.Place.String())
				require.False(t, f.Whole())
			}
			require.Less(t, shown, 300*rdap.MaxFound)
		})
	}
}

func TestTheLimitsAreThoseThatAreDocumented(t *testing.T) {
	require.Equal(t, 100, rdap.MaxFound)
	require.Equal(t, 2500, rdap.MaxTries)
}

func TestFindLooksAtItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := rdap.Find(ctx, recordOf([]string{"a"}))
	require.ErrorIs(t, err, context.Canceled)
	_, err = rdap.Find(t.Context(), nil)
	require.Error(t, err)

	patient := &countingContext{Context: t.Context()}
	_, err = rdap.Find(patient, recordOf([]string{strings.Repeat("-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----", 500)}))
	require.NoError(t, err)
	require.Greater(t, patient.asked, 500, "with everything that it finds")
}

// A countingContext counts how often it is looked at.
type countingContext struct {
	context.Context
	asked int
}

func (c *countingContext) Err() error {
	c.asked++
	return c.Context.Err()
}

func TestWhatLiesBeyondALimitIsSaid(t *testing.T) {
	line := oneLine(t, ourName)
	secret := "-----BEGIN PRIVATE KEY-----MIIEvQ-----END PRIVATE KEY-----"
	find := func(r *rdap.Record) *rdap.Published {
		published, err := rdap.Find(t.Context(), r)
		require.NoError(t, err)
		return published
	}
	lines := make([]string, rdap.MaxFound)
	for i := range lines {
		lines[i] = line
	}
	t.Run("nothing where everything is looked at", func(t *testing.T) {
		require.Empty(t, find(recordOf(lines)).Beyond)
	})
	t.Run("a certificate more, of whatever owner", func(t *testing.T) {
		r := recordOf(lines)
		r.Texts = append(r.Texts, rdap.Text{Entity: &rdap.Entity{Handle: "ORG-1"}, Lines: []string{line}})
		published := find(r)
		require.Len(t, published.Found, rdap.MaxFound)
		require.Contains(t, published.Beyond, "more than 100")
	})
	t.Run("but a private key is noticed anywhere", func(t *testing.T) {
		r := recordOf(append(lines, line, secret))
		r.Texts = append(r.Texts, rdap.Text{Entity: &rdap.Entity{Handle: "ORG-1"}, Lines: []string{secret}})
		published := find(r)
		require.NotEmpty(t, published.Beyond)
		require.Len(t, published.Found, rdap.MaxFound+2)
		for _, f := range published.Found[rdap.MaxFound:] {
			require.Equal(t, certgen.KindSecretKey, f.Kind)
		}
	})
	t.Run("more damage than is tried", func(t *testing.T) {
		r := new(rdap.Record)
		for range 5 {
			r.Texts = append(r.Texts, rdap.Text{Entity: new(rdap.Entity), Lines: []string{strings.Replace(line[:400]+"AAA"+line[403:], "+", "", 1)}})
		}
		require.Contains(t, find(r).Beyond, "damaged")
	})
}

// A record's names are repeated with each thing that is found in it.
func TestNamesAreClippedWhenARecordIsRead(t *testing.T) {
	long := strings.Repeat("x", 10_000)
	for _, text := range []string{
		`{"objectClassName":"autnum","handle":"` + long + `","name":"` + long + `","status":["` + long + `"],"port43":"` + long + `","remarks":[{"title":"` + long + `","type":"truncated ` + long + `"}],"entities":[{"handle":"` + long + `","roles":["registrant","` + long + `"],"remarks":[{"title":"` + long + `"}]}]}`,
		"aut-num: AS64496\nas-name: " + long + "\norg: " + long + "\nsource: " + long + "\n\nrole: " + long + "\nremarks: a\n",
	} {
		record, err := rdap.Parse([]byte(text))
		require.NoError(t, err)
		names := append([]string{record.Handle, record.Name, record.Holder, record.Routing}, record.Status...)
		names = append(names, record.Incomplete...)
		for _, text := range record.Texts {
			names = append(names, text.Title, text.Type)
			if text.Entity != nil {
				names = append(append(names, text.Entity.Handle), text.Entity.Roles...)
			}
		}
		for _, name := range names {
			require.Less(t, len(name), 300)
		}
	}
}
