package message_test

import (
	"encoding/json"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

var now = time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)

func fields() message.Fields {
	return message.Fields{Account: "123456789012", Resource: resource.OfASN(12345)}
}

func prefix(s string) resource.Resource {
	return resource.OfCIDR(netip.MustParsePrefix(s))
}

func TestNewWritesTheDocumentedFormat(t *testing.T) {
	m, err := message.New(fields(), now)
	require.NoError(t, err)
	require.Equal(t, "1|aws|123456789012|12345|20261231|SHA256|RSAPSS", m.String())

	f := fields()
	f.Resource = prefix("2620:0:2D0::/48")
	f.Expires = message.Date{Year: 2027, Month: 1, Day: 9}
	m, err = message.New(f, now)
	require.NoError(t, err)
	require.Equal(t, "1|aws|123456789012|2620:0:2d0::/48|20270109|SHA256|RSAPSS", m.String())
}

func TestWhatNewWritesParseReads(t *testing.T) {
	m, err := message.New(fields(), now)
	require.NoError(t, err)
	again, err := message.Parse(m.String())
	require.NoError(t, err)
	require.Equal(t, m, again)
}

func TestNewRefusesAndSaysWhy(t *testing.T) {
	tests := []struct {
		name   string
		change func(*message.Fields)
		id     problem.ID
		says   string
	}{
		{"an account with hyphens", func(f *message.Fields) { f.Account = "1234-5678-9012" }, message.AccountHyphens, "123456789012"},
		{"a short account", func(f *message.Fields) { f.Account = "12345" }, message.AccountShort, "000000012345"},
		{"an account with a bar", func(f *message.Fields) { f.Account = "12345678901|" }, message.AccountFormat, "12 digits"},
		{"no account", func(f *message.Fields) { f.Account = "" }, message.AccountFormat, "12 digits"},
		{"no resource", func(f *message.Fields) { f.Resource = resource.Resource{} }, message.MissingField, "AS number or a CIDR"},
		{"host bits", func(f *message.Fields) { f.Resource = prefix("8.8.8.8/24") }, resource.CIDRHostBits, "8.8.8.0/24"},
		{"a /25", func(f *message.Fields) { f.Resource = prefix("8.8.8.0/25") }, resource.CIDRTooLong, "/24"},
		{"an IPv6 /64", func(f *message.Fields) { f.Resource = prefix("2620:0:2d0::/64") }, resource.CIDRTooLong, "/60"},
		{"private space", func(f *message.Fields) { f.Resource = prefix("10.0.0.0/8") }, resource.NotPublic, "RFC 1918"},
		{"a range that holds private space", func(f *message.Fields) { f.Resource = prefix("8.0.0.0/6") }, resource.NotPublic, "RFC 1918"},
		{"a range that holds AS112's", func(f *message.Fields) { f.Resource = prefix("2620::/16") }, resource.NotPublic, "it holds 2620:4f:8000::/48, AS112"},
		{"documentation IPv6", func(f *message.Fields) { f.Resource = prefix("2001:db8::/32") }, resource.NotPublic, "RFC 3849"},
		{"IPv6 outside global unicast", func(f *message.Fields) { f.Resource = prefix("4000::/16") }, resource.NotPublic, "2000::/3"},
		{"all of IPv6", func(f *message.Fields) { f.Resource = prefix("::/0") }, resource.NotPublic, "not public"},
		{"a private ASN", func(f *message.Fields) { f.Resource = resource.OfASN(64512) }, resource.NotPublic, "RFC 6996"},
		{"AS_TRANS", func(f *message.Fields) { f.Resource = resource.OfASN(23456) }, resource.NotPublic, "RFC 6793"},
		{"yesterday", func(f *message.Fields) { f.Expires = message.Date{Year: 2026, Month: 11, Day: 21} }, message.ExpiryPast, "20261122"},
		{"a day that does not exist", func(f *message.Fields) { f.Expires = message.Date{Year: 2027, Month: 2, Day: 30} }, message.ExpiryImpossible, "does not exist"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := fields()
			test.change(&f)
			m, err := message.New(f, now)
			require.Zero(t, m)
			var p *problem.Problem
			require.ErrorAs(t, err, &p)
			require.Equal(t, test.id, p.ID)
			require.ErrorContains(t, err, test.says)
		})
	}
}

func TestNewListsEverythingAtOnce(t *testing.T) {
	_, err := message.New(message.Fields{Account: "1", Resource: resource.OfASN(0), Expires: message.DateOf(time.Unix(0, 0))}, now)
	var e *problem.List
	require.ErrorAs(t, err, &e)
	require.Len(t, e.Problems, 3)
}

func TestWithoutATimeNothingIsDecided(t *testing.T) {
	_, err := message.New(fields(), time.Time{})
	require.ErrorIs(t, err, problem.NoTime)
	f := fields()
	f.Expires = message.Date{Year: 2027, Month: 1, Day: 9}
	_, err = message.New(f, time.Time{})
	require.ErrorIs(t, err, problem.NoTime)
	require.NotErrorIs(t, err, message.ExpiryPast)
	_, err = message.Compose("123456789012", "12345", "20270109", time.Time{})
	require.ErrorIs(t, err, problem.NoTime)

	m, err := message.New(f, now)
	require.NoError(t, err)
	problems := m.Check(time.Time{})
	require.Len(t, problems, 1)
	require.Equal(t, problem.NoTime, problems[0].ID)
	require.False(t, problems[0].Minor)
}

func TestComposeTakesWhatPeopleType(t *testing.T) {
	m, err := message.Compose("1234-5678-9012", "AS12345", "", now)
	require.NoError(t, err)
	require.Equal(t, "1|aws|123456789012|12345|20261231|SHA256|RSAPSS", m.String())
	m, err = message.Compose("123456789012", "2620:0:2D0::/48", "20270109", now)
	require.NoError(t, err)
	require.Equal(t, "1|aws|123456789012|2620:0:2d0::/48|20270109|SHA256|RSAPSS", m.String())

	for _, test := range []struct {
		account, resource, expires string
		ids                        []problem.ID
	}{
		{"12345", "1.10", "2026-12-31", []problem.ID{message.AccountShort, resource.ASNAsdot, message.ExpiryDashed}},
		{"x", "64512", "20200101", []problem.ID{message.AccountFormat, resource.NotPublic, message.ExpiryPast}},
		{"123456789012", "192.0.2.7/24", "", []problem.ID{resource.CIDRHostBits}},
		{"", "", "20270230", []problem.ID{message.AccountFormat, resource.NotAResource, message.ExpiryImpossible}},
	} {
		m, err := message.Compose(test.account, test.resource, test.expires, now)
		require.Zero(t, m)
		var ids []problem.ID
		for _, p := range problem.All(err) {
			ids = append(ids, p.ID)
		}
		require.Equal(t, test.ids, ids)
	}
}

func TestAllowReservedLiftsOnlyThatRule(t *testing.T) {
	f := fields()
	f.AllowReserved = true
	f.Resource = resource.OfASN(64496)
	m, err := message.New(f, now)
	require.NoError(t, err)
	require.Contains(t, m.String(), "|64496|")

	f.Resource = prefix("192.0.2.128/25")
	_, err = message.New(f, now)
	require.ErrorContains(t, err, "smaller than /24")
}

func TestCheckReportsTheExpiryByItsDistance(t *testing.T) {
	for expiry, want := range map[string]problem.ID{
		"20261121": message.ExpiryPast,
		"20261122": message.ExpiryToday,
		"20261123": message.ExpiryNear,
		"20261129": message.ExpiryNear,
		"20261130": "",
		"20271123": "",
		"20271124": message.ExpiryFar,
		"99991231": message.ExpiryFar,
	} {
		m, err := message.Parse("1|aws|123456789012|12345|" + expiry + "|SHA256|RSAPSS")
		require.NoError(t, err)
		problems := m.Check(now)
		if want == "" {
			require.Empty(t, problems, expiry)
			continue
		}
		require.Len(t, problems, 1, expiry)
		require.Equal(t, want, problems[0].ID, expiry)
		require.Equal(t, want != message.ExpiryPast, problems[0].Minor, expiry)
	}
}

func TestTheDayItselfIsComposedAndReportedAsToday(t *testing.T) {
	f := fields()
	f.Expires = message.DateOf(now)
	m, err := message.New(f, now)
	require.NoError(t, err)
	problems := m.Check(now)
	require.Len(t, problems, 1)
	require.ErrorContains(t, problems[0], "is today, and whether AWS counts the day itself is not documented")
	problems = m.Check(now.Add(time.Hour))
	require.ErrorContains(t, problems[0], "has ended in UTC and not everywhere")
}

func TestADayIsPastOnceItHasEndedEverywhere(t *testing.T) {
	m, err := message.Parse("1|aws|123456789012|12345|20261231|SHA256|RSAPSS")
	require.NoError(t, err)
	end := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for after, want := range map[time.Duration]problem.ID{
		-time.Second: message.ExpiryToday, 0: message.ExpiryToday, 12*time.Hour - time.Second: message.ExpiryToday, 12 * time.Hour: message.ExpiryPast,
	} {
		problems := m.Check(end.Add(after))
		require.Len(t, problems, 1)
		require.Equal(t, want, problems[0].ID, after)
		require.Equal(t, want == message.ExpiryToday, problems[0].Minor, after)
	}
	_, err = message.New(message.Fields{Account: "123456789012", Resource: resource.OfASN(12345), Expires: m.Expiry()}, end)
	require.ErrorContains(t, err, "is past", "and none is composed for a day that has ended in UTC")
}

func TestCheckReportsWhatParseTakesAsData(t *testing.T) {
	m, err := message.Parse("1|aws|0123456789AB|2620:0:2d0:8::/61|20270101|SHA256|RSAPSS")
	require.NoError(t, err)
	problems := m.Check(now)
	require.Len(t, problems, 2)
	require.Equal(t, message.AccountFormat, problems[0].ID)
	require.Equal(t, resource.CIDRTooLong, problems[1].ID)

	m, err = message.Parse("1|aws|123456789012|2620:0:2d0:100::/56|20270101|SHA256|RSAPSS")
	require.NoError(t, err)
	problems = m.Check(now)
	require.Len(t, problems, 1)
	require.Equal(t, resource.CIDRNotAdvertised, problems[0].ID)
	require.True(t, problems[0].Minor)
}

func TestEndOfNextMonthIsInUTC(t *testing.T) {
	tokyo := time.FixedZone("JST", 9*60*60)
	for at, want := range map[time.Time]string{
		now: "20261231",
		time.Date(2027, 1, 31, 0, 0, 0, 0, time.UTC): "20270228",
		time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC): "20280131",
		time.Date(2028, 1, 15, 0, 0, 0, 0, time.UTC): "20280229",
		time.Date(2027, 2, 1, 8, 0, 0, 0, tokyo):     "20270228", // still January in UTC
	} {
		require.Equal(t, want, message.EndOfNextMonth(at).String(), at)
	}
}

func TestParseAccountTakesTheConsolesSpelling(t *testing.T) {
	digits, err := message.ParseAccount("1234-5678-9012")
	require.NoError(t, err)
	require.Equal(t, "123456789012", digits)
	for _, text := range []string{"", "12345678901", "1234567890123", "123-456-789-012", "1234-5678x9012", "1234x5678-9012", "1234x5678x9012", "12345678901x", "arn:aws:iam::123456789012:root"} {
		_, err := message.ParseAccount(text)
		require.ErrorContains(t, err, "12 digits", text)
	}
}

func TestTextMarshalersRoundTrip(t *testing.T) {
	m, err := message.New(fields(), now)
	require.NoError(t, err)
	out, err := json.Marshal(struct {
		M message.Message
		D message.Date
	}{m, m.Expiry()})
	require.NoError(t, err)
	var in struct {
		M message.Message
		D message.Date
	}
	require.NoError(t, json.Unmarshal(out, &in))
	require.Equal(t, m, in.M)
	require.Equal(t, m.Expiry(), in.D)
	require.Error(t, json.Unmarshal([]byte(`{"M":"nonsense"}`), &in))
	out, err = json.Marshal(struct {
		M message.Message
		D message.Date
	}{})
	require.NoError(t, err)
	none := in
	require.NoError(t, json.Unmarshal(out, &none))
	require.Zero(t, none, "the zero values too")
	require.Error(t, json.Unmarshal([]byte(`{"D":"20270230"}`), &in))
	require.Equal(t, m, in.M, "a refused text changes nothing")
}
