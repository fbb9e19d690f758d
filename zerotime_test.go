package byoasn_test

import (
	"context"
	"crypto/rsa"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
	"github.com/byoasn/byoasn/seen"
)

var key = sync.OnceValue(func() *rsa.PrivateKey { return must(certgen.NewKey(certgen.DefaultBits)) })

// A field that somebody forgot to set is not a day on which to judge.
func TestWithoutATimeNothingIsDefinite(t *testing.T) {
	day := time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	var none time.Time
	fields := message.Fields{Account: "123456789012", Resource: resource.OfASN(3333)}
	m := must(message.New(fields, day))
	request := must(handoff.NewRequest([]message.Message{m}, handoff.Options{}))
	response := must(handoff.Respond(key(), nil, request, day))
	cert := must(certgen.NewCertificate(key(), certgen.Profile{NotAfter: day.AddDate(1, 0, 0)}, day))
	calls := map[string]func() error{
		"message.New":           func() error { _, err := message.New(fields, none); return err },
		"message.Compose":       func() error { _, err := message.Compose("123456789012", "3333", "", none); return err },
		"message.Message.Check": func() error { return m.Check(none)[0] },
		"certgen.ValidFor":      func() error { _, err := certgen.ValidFor(none, 365); return err },
		"certgen.Concerns":      func() error { return certgen.Concerns(cert, none)[0] },
		"certgen.NewCertificate": func() error {
			_, err := certgen.NewCertificate(key(), certgen.Profile{NotAfter: day}, none)
			return err
		},
		"certgen.Look":          func() error { _, err := certgen.Look(cert, none); return err },
		"preflight.Verify":      func() error { _, err := preflight.Verify(m.String(), "", cert, nil, none); return err },
		"handoff.Request.Check": func() error { return request.Check(key().Public(), nil, none) },
		"handoff.Request.Items": func() error { return request.Items(none)[0].Problems[0] },
		"handoff.Respond":       func() error { _, err := handoff.Respond(key(), nil, request, none); return err },
		"handoff.Accept":        func() error { _, err := handoff.Accept(request, response, none); return err },
		"roa.Read":              func() error { _, err := roa.Read(strings.NewReader("ASN,IP Prefix,Max Length\n"), none); return err },
		"roa.Load":              func() error { _, err := roa.Load(strings.NewReader("ASN,IP Prefix,Max Length\n"), none); return err },
		"seen.Judge": func() error {
			_, err := seen.Judge(seen.Input{Prefix: netip.MustParsePrefix("193.0.0.0/21"), ASN: 3333})
			return err
		},
	}
	for name, call := range calls {
		require.ErrorIs(t, call(), problem.NoTime, name)
	}
	report, err := preflight.Gather(preflight.Input{Message: m.String(), Certificate: cert}).Report(context.Background())
	require.NoError(t, err)
	require.Equal(t, preflight.Unknown, report.Verdict)
	require.NotContains(t, report.Headline, "would refuse")
}
