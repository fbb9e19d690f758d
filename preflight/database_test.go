package preflight_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/rdap"
)

// reading is what RIPE NCC's database shows, with a line more.
func reading(t *testing.T, line string) *lookup.Reading {
	t.Helper()
	record, err := rdap.Parse([]byte("aut-num:        AS205697\nas-name:        EXAMPLE\n" + line + "source:         RIPE\n"))
	require.NoError(t, err)
	return &lookup.Reading{Record: record, URL: "https://rest.db.ripe.net/ripe/aut-num/AS205697.txt"}
}

// cutReading is an object of which what comes after the remarks is not there.
func cutReading(t *testing.T, line string) *lookup.Reading {
	t.Helper()
	record, err := rdap.Parse([]byte("% This is the RIPE Database query service.\n\naut-num: AS205697\nremarks: " + line + "\n"))
	require.NoError(t, err)
	require.NotEmpty(t, record.Incomplete)
	return &lookup.Reading{Record: record}
}

func TestTheReportNamesBothReadings(t *testing.T) {
	p := ofASN(t)
	atRIPE(p)
	input := p.input()
	input.URL, input.Database = "https://rdap.db.ripe.net/autnum/205697", reading(t, "descr: "+certgen.OneLine(ours(t))+"\n")
	report := run(t, input)
	require.Equal(t, rdap.RPSL, report.Record.Database)
	require.Equal(t, "https://rest.db.ripe.net/ripe/aut-num/AS205697.txt", report.Record.DatabaseURL)
	require.Contains(t, report.Markdown(), "https://rdap.db.ripe.net/autnum/205697 and https://rest.db.ripe.net/ripe/aut-num/AS205697.txt")
	input.Database = nil
	require.Empty(t, run(t, input).Record.Database)
}

func TestAnotherRegistrysWhoisIsASecondReadingToo(t *testing.T) {
	p := ofASN(t)
	atAPNIC(p)
	p.lines = nil
	input := p.input()
	record, err := rdap.Parse([]byte("aut-num: AS9269\nremarks: " + certgen.OneLine(ours(t)) + "\nsource: APNIC\n"))
	require.NoError(t, err)
	input.Database = &lookup.Reading{Record: record}
	report := run(t, input)
	require.Equal(t, unknowns(isPublished), turned(report))
	require.Contains(t, report.Headline, "APNIC's whois")
}

func TestRIPENCCsTwoReadings(t *testing.T) {
	line := certgen.OneLine(ours(t))
	in := func(attribute string) *lookup.Reading { return reading(t, attribute+line+"\n") }
	without := reading(t, "")
	failed := &lookup.Reading{Err: &lookup.Error{Kind: lookup.RateLimited}}
	unavailable := errors.New("rdap.db.ripe.net: the connection failed")
	const published, nothing = true, false
	for name, test := range map[string]struct {
		rdap     bool // whether RDAP shows the certificate
		err      error
		database *lookup.Reading
		want     verdict
	}{
		"RDAP alone":                           {published, nil, nil, unknowns(placement)},
		"in descr":                             {published, nil, in("descr: "), verdict{}},
		"in remarks":                           {published, nil, in("remarks: "), fails(placement)},
		"on the organization in the database":  {published, nil, reading(t, "org: ORG-EX1-RIPE\nsource: RIPE\n\norganisation: ORG-EX1-RIPE\ndescr: "+line+"\n"), unknowns(placement)},
		"in both":                              {published, nil, reading(t, "remarks: "+line+"\ndescr: "+line+"\n"), verdict{}},
		"in remarks, and the rest left out":    {published, nil, cutReading(t, line), unknowns(placement)},
		"in descr, and damaged there":          {published, nil, in("descr: -"), unknowns(placement)},
		"the database lags":                    {published, nil, without, unknowns(placement)},
		"the database could not be read":       {published, nil, failed, unknowns(placement)},
		"RDAP lags":                            {nothing, nil, in("descr: "), unknowns(isPublished)},
		"in remarks, and RDAP lags":            {nothing, nil, in("remarks: "), fails(isPublished)},
		"in neither":                           {nothing, nil, without, fails(isPublished)},
		"RDAP failed, and it is in descr":      {nothing, unavailable, in("descr: "), warns(found)},
		"RDAP failed, and it is in remarks":    {nothing, unavailable, in("remarks: "), verdict{fail: ids(placement), warn: ids(found)}},
		"RDAP failed, and so did the database": {nothing, unavailable, failed, unknowns(found)},
		"RDAP has no record":                   {nothing, &lookup.Error{Kind: lookup.NotFound}, in("descr: "), unknowns(found)},
		"neither has a record":                 {nothing, &lookup.Error{Kind: lookup.NotFound}, &lookup.Reading{Err: &lookup.Error{Kind: lookup.NotFound}}, fails(found)},
	} {
		t.Run(name, func(t *testing.T) {
			p := ofASN(t)
			atRIPE(p)
			if !test.rdap {
				p.lines = nil
			}
			input := p.input()
			input.Database = test.database
			if test.err != nil {
				input.Record, input.RecordErr = nil, test.err
			}
			require.Equal(t, test.want, turned(run(t, input)))
			only := preflight.Input{RecordOnly: true, ASN: 205697, PublicKey: &key(t, "key.pem").PublicKey, Record: input.Record, RecordErr: input.RecordErr, Database: input.Database, Now: now}
			requireAgreement(t, run(t, input), run(t, only))
		})
	}
}
