package lookup_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

const (
	savedRDAP   = `{"objectClassName":"autnum","handle":"AS64496","startAutnum":64496,"endAutnum":64496,"port43":"whois.ripe.net"}`
	savedText   = "aut-num:        AS64496\ndescr:          here\nsource:         RIPE\n"
	savedREST   = `{"objects":{"object":[{"attributes":{"attribute":[{"name":"aut-num","value":"AS64496"},{"name":"descr","value":"here"},{"name":"source","value":"RIPE"}]}}]}}`
	savedAbsent = `{"errorCode":404,"title":"not found"}`
	noSuchText  = "ERROR:101: no entries found\n"
)

var as64496 = resource.OfASN(64496)

// joined reads files as the command line does.
func joined(t *testing.T, of resource.Resource, files ...string) (*lookup.Answer, error) {
	t.Helper()
	var all []lookup.Reading
	for _, file := range files {
		readings, err := lookup.ParseSaved([]byte(file))
		require.NoError(t, err)
		all = append(all, readings...)
	}
	return lookup.Join(of, all...)
}

func TestTwoReadingsAreJoinedWhateverTheyCameIn(t *testing.T) {
	for name, files := range map[string][]string{
		"two files":                   {savedRDAP, savedText},
		"the database's first":        {savedText, savedRDAP},
		"the database's in JSON":      {savedRDAP, savedREST},
		"JSON of both, the other way": {savedREST, savedRDAP},
		"one file":                    {savedRDAP + "\n" + savedText},
		"one file, not broken":        {savedRDAP + savedText},
		"one file, all of it JSON":    {savedRDAP + "\r\n" + savedREST + "\n"},
		"one file, the other way":     {savedREST + savedRDAP},
		"whois with comments":         {savedRDAP, "% This is the RIPE Database query service.\n\n" + savedText + "\n% This query was served by the RIPE Database Query Service version 1.1\n"},
		"whois with other objects":    {savedRDAP, "as-block: AS64000 - AS65000\nsource: RIPE\n\n" + savedText + "\norganisation: ORG-X-RIPE\nsource: RIPE\n"},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := joined(t, as64496, files...)
			require.NoError(t, err)
			require.Equal(t, rdap.JSON, answer.Record.Source)
			require.NotNil(t, answer.Database)
			require.NoError(t, answer.Database.Err)
			require.True(t, answer.Database.Record.TellsFields())
			require.Equal(t, resource.ASN(64496), answer.Database.Record.First)
			again, err := joined(t, as64496, string(lookup.Saved(answer, nil)))
			require.NoError(t, err)
			require.Equal(t, answer.Record, again.Record)
			require.Equal(t, answer.Database.Record.Texts, again.Database.Record.Texts)
		})
	}
}

func TestOneReadingIsAnAnswerByItself(t *testing.T) {
	for file, source := range map[string]rdap.Source{savedRDAP: rdap.JSON, savedText: rdap.RPSL, savedREST: rdap.REST} {
		answer, err := joined(t, as64496, file)
		require.NoError(t, err)
		require.Equal(t, source, answer.Record.Source)
		require.Nil(t, answer.Database)
		require.Equal(t, file, string(lookup.Saved(answer, nil)), "exactly as it came")
	}
}

func TestASavedRefusalIsWhatItWasOnline(t *testing.T) {
	for name, test := range map[string]struct {
		files            []string
		absent, database bool // RDAP says that it is not there; the database has it
	}{
		"RDAP has none, the database has": {[]string{savedAbsent, savedText}, true, true},
		"the same in one file":            {[]string{savedAbsent + "\n" + savedText}, true, true},
		"neither has one":                 {[]string{savedAbsent, noSuchText}, true, false},
		"RDAP alone has none":             {[]string{savedAbsent}, true, false},
		"whois alone has none":            {[]string{noSuchText}, true, false},
		"RDAP was asked too often":        {[]string{`{"errorCode":429}`, savedText}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := joined(t, as64496, test.files...)
			var e *lookup.Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, test.absent, e.Absent())
			require.Equal(t, test.database, e.Database != nil && e.Database.Record != nil)
			if e.Database == nil || e.Database.Record == nil {
				return
			}
			_, err = joined(t, as64496, string(lookup.Saved(nil, err)))
			var again *lookup.Error
			require.ErrorAs(t, err, &again)
			require.Equal(t, e.Kind, again.Kind)
			require.Equal(t, e.Database.Record.Texts, again.Database.Record.Texts)
		})
	}
	t.Run("the database alone has none", func(t *testing.T) {
		answer, err := joined(t, as64496, savedRDAP, noSuchText)
		require.NoError(t, err)
		require.ErrorIs(t, answer.Database.Err, lookup.NotFound)
	})
	t.Run("a 404 may be empty", func(t *testing.T) {
		_, err := joined(t, as64496, string(lookup.Saved(nil, &lookup.Error{Kind: lookup.NotFound})))
		require.ErrorIs(t, err, lookup.NotFound)
	})
	t.Run("what says nothing is not kept", func(t *testing.T) {
		require.Empty(t, lookup.Saved(nil, &lookup.Error{Kind: lookup.Timeout}))
		require.Empty(t, lookup.Saved(nil, errors.New("no lookup's")))
		require.Empty(t, lookup.Saved(nil, nil))
	})
}

func TestAReadingOfAnotherObjectIsLeftAside(t *testing.T) {
	for name, test := range map[string]struct{ text, says string }{
		"another number":     {"aut-num: AS64497\nsource: RIPE\n", "AS64497"},
		"a copy":             {"aut-num: AS64496\nsource: RIPE-NONAUTH\n", "RIPE-NONAUTH"},
		"another registry's": {"aut-num: AS64496\nsource: APNIC\n", "not an object of RIPE NCC"},
		"another class":      {"inetnum: 192.0.2.0 - 192.0.2.255\nsource: RIPE\n", "class"},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := joined(t, as64496, savedRDAP, test.text)
			require.NoError(t, err)
			require.Nil(t, answer.Database.Record)
			require.ErrorIs(t, answer.Database.Err, lookup.WrongObject)
			require.ErrorContains(t, answer.Database.Err, test.says)
		})
	}
}

func TestTheOtherReadingTellsWhoseARecordIs(t *testing.T) {
	const untold = `{"objectClassName":"autnum","handle":"AS64496","startAutnum":64496,"endAutnum":64496}`
	answer, err := joined(t, as64496, untold, savedText)
	require.NoError(t, err)
	require.Equal(t, registry.RIPE, answer.Record.Registry)
	require.False(t, answer.Record.TellsFields())
	answer, err = joined(t, as64496, untold, "aut-num: AS64496\nsource: RADB\n")
	require.NoError(t, err)
	require.Empty(t, answer.Record.Registry)
	require.ErrorIs(t, answer.Database.Err, lookup.WrongObject)
}

func TestTooManyReadingsAreRefused(t *testing.T) {
	for name, files := range map[string][]string{
		"two of RDAP":         {savedRDAP, savedRDAP},
		"two of the database": {savedText, savedREST},
		"none":                {},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := joined(t, as64496, files...)
			require.ErrorIs(t, err, lookup.Misuse)
		})
	}
	_, err := lookup.ParseSaved([]byte(savedRDAP + savedRDAP + savedRDAP))
	require.ErrorIs(t, err, lookup.Misuse)
}

func TestWhatIsNoRecordIsRefused(t *testing.T) {
	for _, file := range []string{"", " \n", "{", savedRDAP + "x", savedRDAP + "{", "hello", savedRDAP + "\n<html>"} {
		_, err := lookup.ParseSaved([]byte(file))
		require.Error(t, err, "%q", file)
	}
}

func FuzzParseSaved(f *testing.F) {
	for _, seed := range []string{savedRDAP + "\n" + savedText, savedRDAP + savedREST, savedAbsent + savedText, noSuchText} {
		_, err := lookup.ParseSaved([]byte(seed))
		require.NoError(f, err)
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		readings, err := lookup.ParseSaved(data)
		if err != nil {
			return
		}
		for _, r := range readings {
			require.NotEqual(t, r.Record == nil, r.Err == nil)
		}
		answer, err := lookup.Join(as64496, readings...)
		if err != nil && !errors.As(err, new(*lookup.Error)) {
			t.Fatalf("%T", err)
		}
		if kept := lookup.Saved(answer, err); len(kept) > 0 {
			if _, err := lookup.ParseSaved(kept); err != nil {
				t.Fatalf("%q, kept as %q, is not read: %v", data, kept, err)
			}
		}
	})
}
