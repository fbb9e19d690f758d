package preflight_test

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/rdap"
)

// FuzzAPassNeedsAVerifiedSignature puts any two mutations together, replaces the
// texts by others and moves the day, and holds a pass to what it claims, which it
// finds out without this module's own verifying.
func FuzzAPassNeedsAVerifiedSignature(f *testing.F) {
	require.NotEmpty(f, scenarios)
	for i, s := range scenarios {
		f.Add(uint16(i), uint16(0), "", "", []byte(nil), int16(0))
		p := s.base(f)
		if s.mutate != nil {
			s.mutate(p)
		}
		if p.envelope != "" && i%4 == 0 {
			in := p.input()
			f.Add(uint16(i), uint16(i/2), in.Message, in.Signature, p.answer(), int16(i))
		}
	}
	f.Fuzz(func(t *testing.T, a, b uint16, text, signature string, record []byte, days int16) {
		first, second := scenarios[int(a)%len(scenarios)], scenarios[int(b)%len(scenarios)]
		p := first.base(t)
		for _, s := range []scenario{first, second} {
			if s.mutate != nil {
				s.mutate(p)
			}
		}
		in, ok := assemble(p)
		if !ok {
			return // two mutations that make no record together
		}
		if text != "" {
			in.Message = text
		}
		if signature != "" {
			in.Signature = signature
		}
		if parsed, err := rdap.Parse(record); err == nil {
			in.Record = parsed
		}
		in.Now = in.Now.AddDate(0, 0, int(days))
		hold(t, in, preflight.Run(in))
	})
}

// assemble makes an input, if the record that results is one.
func assemble(p *proof) (preflight.Input, bool) {
	if p.envelope != "" {
		if _, err := rdap.Parse(p.answer()); err != nil {
			return preflight.Input{}, false
		}
	}
	return p.input(), true
}

// hold checks what every report claims.
func hold(t *testing.T, in preflight.Input, report *preflight.Report) {
	t.Helper()
	require.Len(t, report.Checks, 24)
	require.NotEmpty(t, report.Headline)
	for _, c := range report.Checks {
		require.NotEmpty(t, c.ID)
		require.NotEmpty(t, c.Verdict, c.ID)
		require.NotEmpty(t, c.Summary, c.ID)
		if c.Because != "" {
			require.Equal(t, rdap.Unknown, c.Verdict, "%s is because of another, so it is not known by itself", c.ID)
		} else if c.Decides && (c.Verdict == rdap.Fail || c.Verdict == rdap.Unknown) {
			require.NotEmpty(t, c.Mend, "%s says nothing to do: %s", c.ID, c.Summary)
		}
	}
	if report.Verdict == rdap.Pass {
		require.True(t, verifies(in), "a pass without a signature that verifies with a certificate in the record")
		require.NotEmpty(t, report.Next)
	} else {
		require.Empty(t, report.Next)
		require.NotEmpty(t, report.Steps, report.Headline)
	}
}

// verifies says with crypto/rsa alone whether the signature is good with a
// certificate that stands whole on the record's own object.
func verifies(in preflight.Input) bool {
	if in.Record == nil || strings.ContainsAny(in.Signature, "+=/\r\n ") {
		return false
	}
	sig, err := base64.StdEncoding.DecodeString(standardBase64(in.Signature))
	if err != nil {
		return false
	}
	digest := sha256.Sum256([]byte(in.Message))
	return slices.ContainsFunc(rdap.Find(in.Record), func(f rdap.Found) bool {
		if !f.Whole() || !f.Place.OnObject() {
			return false
		}
		pub, isRSA := f.Certificate.PublicKey.(*rsa.PublicKey)
		return isRSA && rsa.VerifyPSS(pub, crypto.SHA256, digest[:], sig, &rsa.PSSOptions{SaltLength: 32, Hash: crypto.SHA256}) == nil
	})
}
