package preflight_test

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/roa"
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
		hold(t, in, run(t, in))
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
	require.Len(t, report.Checks, 25)
	require.NotEmpty(t, report.Headline)
	for _, c := range report.Checks {
		require.NotEmpty(t, c.ID)
		require.NotEmpty(t, c.Verdict, c.ID)
		require.NotEmpty(t, c.Summary, c.ID)
		if c.Because != "" {
			require.Equal(t, preflight.Unknown, c.Verdict, "%s is because of another, so it is not known by itself", c.ID)
		} else if c.Decides && (c.Verdict == preflight.Fail || c.Verdict == preflight.Unknown) {
			require.NotEmpty(t, c.Fix, "%s says nothing to do: %s", c.ID, c.Summary)
		}
	}
	if report.Next != "" {
		require.True(t, proves(in), "a command to run, without a signature that verifies with a certificate where AWS looks")
	}
	switch report.Verdict {
	case preflight.Pass:
		require.NotEmpty(t, report.Next)
		require.True(t, routes(in), "a pass without the ROAs for the range")
	default:
		require.NotEmpty(t, report.Steps, report.Headline)
	}
}

// proves says with crypto/rsa alone whether the signature is good with a
// certificate that is valid and stands whole, in the field that AWS reads, on the
// record of what the message is about: in the registry's database too where RDAP
// shows fields as one.
func proves(in preflight.Input) bool {
	r, joined := in.Record, false
	if r == nil && in.Database != nil && in.RecordErr != nil {
		r = in.Database.Record
	}
	fields := strings.Split(in.Message, "|")
	if r == nil || len(fields) != 7 || strings.ContainsAny(in.Signature, "+=/\r\n ") {
		return false
	}
	named, err := resource.Parse(fields[3])
	if r = r.Select(named); err != nil || !about(r, fields[3]) {
		return false
	}
	field, supported := map[registry.Registry]string{registry.ARIN: "Public Comments", registry.RIPE: "descr", registry.APNIC: "remarks"}[r.Registry]
	sig, err := base64.StdEncoding.DecodeString(standardBase64(in.Signature))
	if err != nil || !supported {
		return false
	}
	if joined = r.Registry == registry.RIPE && r.Source == rdap.JSON; joined {
		field = "" // which it is, the database tells
	}
	digest := sha256.Sum256([]byte(in.Message))
	return slices.ContainsFunc(wholeIn(r, field), func(f rdap.Found) bool {
		if in.Now.Before(f.Certificate.NotBefore) || f.Certificate.NotAfter.Before(in.Now.AddDate(0, 0, 7)) {
			return false
		}
		if joined && (in.Database == nil || !slices.ContainsFunc(wholeIn(in.Database.Record.Select(named), "descr"), sameAs(f))) {
			return false
		}
		pub, isRSA := f.Certificate.PublicKey.(*rsa.PublicKey)
		return isRSA && rsa.VerifyPSS(pub, crypto.SHA256, digest[:], sig, &rsa.PSSOptions{SaltLength: 32, Hash: crypto.SHA256}) == nil
	})
}

// wholeIn are the certificates that stand letter by letter on an object itself, in a
// field of that name.
func wholeIn(r *rdap.Record, field string) []rdap.Found {
	published, err := rdap.Find(context.Background(), r)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(published.Found, func(f rdap.Found) bool {
		if !f.Whole() || f.Place.Entity != nil || f.Place.Field != field {
			return true
		}
		shown := r.Texts[f.Place.Text].Lines[f.Place.Line]
		return !strings.Contains(shown, certgen.OneLine(f.Certificate))
	})
}

// sameAs finds a certificate among others.
func sameAs(one rdap.Found) func(rdap.Found) bool {
	return func(other rdap.Found) bool { return one.Certificate.Equal(other.Certificate) }
}

// about says whether a record is of the AS number, or holds the range, that a
// message names.
func about(r *rdap.Record, resource string) bool {
	if p, err := netip.ParsePrefix(resource); err == nil {
		return r.Class == rdap.Network && !p.Addr().Less(r.Start) && !r.End.Less(p.Addr())
	}
	holders := r.Registry == registry.ARIN && r.Holder != "" && !r.HandedOn
	n, err := strconv.ParseUint(resource, 10, 32)
	return err == nil && r.Class == rdap.Autnum && (r.First == r.Last || holders) && uint64(r.First) <= n && n <= uint64(r.Last)
}

// routes says whether the range that was asked about has the ROAs that it needs.
func routes(in preflight.Input) bool {
	isASN := !strings.Contains(strings.Split(in.Message, "|")[3], "/")
	prefix, own := in.Prefix, in.ASN
	if isASN {
		n, err := resource.ParseASN(strings.Split(in.Message, "|")[3])
		if err != nil {
			return false
		}
		own = n
	} else {
		prefix = netip.MustParsePrefix(strings.Split(in.Message, "|")[3])
	}
	if !prefix.IsValid() || !isASN && prefix.Bits() > 48 {
		return true // nothing is announced
	}
	origins := []resource.ASN{16509, 14618}
	switch {
	case !isASN && in.Service == provision.GlobalAccelerator:
		origins = origins[:1]
	case in.GovCloud:
		origins = []resource.ASN{8987}
	}
	if own != 0 {
		origins = append(origins, own)
	}
	for _, origin := range origins {
		if !slices.ContainsFunc(in.ROAs.Answers, func(v roa.Validity) bool { return authorizes(v, prefix, origin) }) {
			return false
		}
	}
	return true
}

// authorizes says whether a VRP of the validity lets the origin announce the
// prefix, and none is of AS0.
func authorizes(v roa.Validity, prefix netip.Prefix, origin resource.ASN) bool {
	for _, vrp := range v.Covering {
		if vrp.ASN == 0 {
			return false
		}
	}
	return slices.ContainsFunc(v.Covering, func(vrp roa.VRP) bool {
		return vrp.ASN == origin && vrp.Prefix.Contains(prefix.Addr()) && vrp.Prefix.Bits() <= prefix.Bits() && prefix.Bits() <= vrp.MaxLength
	})
}
