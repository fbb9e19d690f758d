package lookuptest_test

import (
	"context"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/lookup/client"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
)

// A number of each registry, by IANA's list.
var numbers = map[registry.Registry]resource.Resource{
	registry.ARIN: resource.OfASN(2914), registry.RIPE: resource.OfASN(8283), registry.APNIC: resource.OfASN(9269),
	registry.LACNIC: resource.OfASN(28000), registry.AFRINIC: resource.OfASN(37271),
}

func cidr(text string) resource.Resource { return resource.OfCIDR(netip.MustParsePrefix(text)) }

func serve(t *testing.T, records ...lookuptest.Record) *lookuptest.Server {
	t.Helper()
	s := lookuptest.NewServer(records...)
	t.Cleanup(s.Close)
	return s
}

// where finds a text in a record: its field, and whether it is the object's own.
func where(t *testing.T, of *rdap.Record, line string) (field string, own bool) {
	t.Helper()
	for _, text := range of.Texts {
		for _, l := range text.Lines {
			if l == line {
				if text.Attribute != "" {
					return registry.FieldOfAttribute(text.Attribute), text.Entity == nil
				}
				return of.Registry.FieldOfTitle(text.Title), text.Entity == nil
			}
		}
	}
	t.Fatalf("%q is not in %v", line, of.Texts)
	return "", false
}

func TestEachRegistryShowsItsFields(t *testing.T) {
	for r, n := range numbers {
		s := serve(t, lookuptest.Record{Registry: r, Resource: n, Field: []string{r.Rule().Prefix + "one"}, Beside: []string{"two"}, Holder: []string{"three"}})
		answer, err := s.Client().Record(t.Context(), n)
		require.NoError(t, err, r)
		require.Equal(t, r, answer.Registry)
		require.Equal(t, r, answer.Record.Registry)
		field, own := where(t, answer.Record, "one")
		require.True(t, own)
		_, own = where(t, answer.Record, "three")
		require.False(t, own, "the organization's")
		if r != registry.RIPE {
			require.Nil(t, answer.Database)
			if r.Rule().Supported {
				require.Equal(t, r.Rule().Field, field)
			}
			continue
		}
		require.NoError(t, answer.Database.Err)
		field, _ = where(t, answer.Database.Record, "one")
		require.Equal(t, "descr", field)
		field, _ = where(t, answer.Database.Record, "two")
		require.Equal(t, "remarks", field)
	}
}

func TestARangeIsThatOfTheSmallestBlock(t *testing.T) {
	s := serve(t,
		lookuptest.Record{Registry: registry.RIPE, Resource: cidr("193.0.0.0/16")},
		lookuptest.Record{Registry: registry.RIPE, Resource: cidr("193.0.0.0/21"), Field: []string{"one"}},
		lookuptest.Record{Registry: registry.RIPE, Resource: cidr("2001:67c::/32"), Field: []string{"six"}})
	answer, err := s.Client().Record(t.Context(), cidr("193.0.2.0/24"))
	require.NoError(t, err)
	require.Equal(t, "193.0.7.255", answer.Record.End.String())
	require.NoError(t, answer.Database.Err)
	field, _ := where(t, answer.Database.Record, "one")
	require.Equal(t, "descr", field)
	answer, err = s.Client().Record(t.Context(), cidr("2001:67c::/40"))
	require.NoError(t, err)
	require.NoError(t, answer.Database.Err)
	_, err = s.Client().Record(t.Context(), cidr("194.0.0.0/24"))
	require.ErrorIs(t, err, lookup.NotFound)
}

func TestARecordElsewhereIsARedirect(t *testing.T) {
	s := serve(t, lookuptest.Record{Registry: registry.APNIC, Resource: numbers[registry.ARIN]})
	answer, err := s.Client().Record(t.Context(), numbers[registry.ARIN])
	require.NoError(t, err)
	require.Equal(t, registry.APNIC, answer.Record.Registry)
	require.Equal(t, []string{"https://rdap.arin.net/registry/autnum/2914", "https://rdap.apnic.net/autnum/2914"}, s.Requests())
}

func TestAServerThatIsNamedHasWhatIsForDocumentation(t *testing.T) {
	n := resource.OfASN(64496)
	s := serve(t, lookuptest.Record{Registry: registry.RIPE, Resource: n})
	c := &client.Client{Settings: s.Settings(), Transport: s.Transport()}
	answer, err := c.Record(t.Context(), n)
	require.NoError(t, err)
	require.NoError(t, answer.Database.Err)
	_, err = s.Client().Record(t.Context(), n)
	require.ErrorIs(t, err, lookup.NotPublic)
	s.Withdraw(n)
	_, err = c.Record(t.Context(), n)
	require.ErrorIs(t, err, lookup.NotFound)
}

func TestRIPEstatAnswersByTheROAsAndRoutesThatThereAre(t *testing.T) {
	p := netip.MustParsePrefix("192.41.245.0/24")
	q := roa.Question{Prefix: p, Origin: 16509}
	s := serve(t)
	s.SetClock(func() time.Time { return time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC) })
	c := s.Client()
	for state, vrps := range map[roa.State][]roa.VRP{
		roa.NotFound:      nil,
		roa.Valid:         {{Prefix: p, MaxLength: 24, ASN: 64500}, {Prefix: p, MaxLength: 24, ASN: 16509}},
		roa.InvalidASN:    {{Prefix: p, MaxLength: 24, ASN: 64500}},
		roa.InvalidLength: {{Prefix: netip.MustParsePrefix("192.41.244.0/22"), MaxLength: 22, ASN: 16509}},
	} {
		s.SetROAs(vrps...)
		answer, err := c.ROA(t.Context(), q)
		require.NoError(t, err, state)
		require.Equal(t, state, answer.Validity.State)
		require.Len(t, answer.Validity.Covering, len(vrps))
		require.Equal(t, 2026, answer.Time.Year())
	}
	s.Announce(lookup.SeenRoute{Prefix: p, Origin: 64500}, lookup.SeenRoute{Prefix: netip.MustParsePrefix("198.51.0.0/16"), Origin: 64501})
	glass, err := c.LookingGlass(t.Context(), p)
	require.NoError(t, err)
	require.Len(t, glass.Announcements(), 1)
	require.Equal(t, resource.ASN(64500), glass.Announcements()[0].Origin)
}

// ask asks a service, and returns its error.
func ask(c *client.Client, service lookuptest.Service) error {
	ctx := context.Background()
	p := netip.MustParsePrefix("193.0.0.0/21")
	var err error
	switch service {
	case lookuptest.RDAP:
		_, err = c.Record(ctx, cidr("193.0.0.0/21"))
	case lookuptest.Database:
		var answer *lookup.Answer
		if answer, err = c.Record(ctx, cidr("193.0.0.0/21")); err == nil {
			err = answer.Database.Err
		}
	case lookuptest.ROA:
		_, err = c.ROA(ctx, roa.Question{Prefix: p, Origin: 16509})
	case lookuptest.LookingGlass:
		_, err = c.LookingGlass(ctx, p)
	}
	return err
}

func TestEachFaultIsSeenForWhatItIs(t *testing.T) {
	s := serve(t, lookuptest.Record{Registry: registry.RIPE, Resource: cidr("193.0.0.0/21")})
	for _, service := range []lookuptest.Service{lookuptest.RDAP, lookuptest.Database, lookuptest.ROA, lookuptest.LookingGlass} {
		require.GreaterOrEqual(t, len(lookuptest.Faults(service)), 7, service)
		for _, kind := range lookuptest.Faults(service) {
			c := s.Client()
			if kind == lookup.Timeout {
				c.Timeout = 200 * time.Millisecond
			}
			require.NoError(t, s.Fail(service, cidr("193.0.0.0/21"), kind))
			require.ErrorIs(t, ask(c, service), kind, "%s", service)
			require.NoError(t, ask(s.Client(), service), "%s after %s", service, kind)
		}
	}
	require.Error(t, s.Fail(lookuptest.RDAP, resource.Resource{}, lookup.DNS))
	require.Error(t, s.Fail("whois", resource.Resource{}, lookup.NotFound))
}

func TestAClientThatTriesAgainGetsOverItsFaults(t *testing.T) {
	s := serve(t, lookuptest.Record{Registry: registry.ARIN, Resource: numbers[registry.ARIN]})
	require.NoError(t, s.Fail(lookuptest.RDAP, numbers[registry.ARIN], lookup.ServerFailure, lookup.Connection))
	c := s.Client()
	c.Retry = lookup.Retry{Times: 2, First: time.Millisecond}
	_, err := c.Record(t.Context(), numbers[registry.ARIN])
	require.NoError(t, err)
	require.Len(t, s.Requests(), 3)
}
