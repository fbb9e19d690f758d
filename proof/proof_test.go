package proof_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/resource"
)

var whole = `{
  "version": 1,
  "proofs": [
    {
      "account": "123456789012",
      "asn": "65551",
      "registry": "ripe",
      "service": "ipam",
      "region": "us-east-1",
      "ipam": "ipam-0123456789abcdef0",
      "pool": "ipam-pool-0123456789abcdef0",
      "announce": [
        "192.0.2.0/24"
      ],
      "key": "private-key.pem",
      "certificate": "certificate.pem",
      "publicKey": "C5:4C:18:FF:D5:6D:EF:47:63:90:3F:BA:C9:F6:45:CF:D4:68:6E:4C:65:19:75:43:72:7C:78:9C:5D:FD:2D:80",
      "certificateSHA256": "C5:4C:18:FF:D5:6D:EF:47:63:90:3F:BA:C9:F6:45:CF:D4:68:6E:4C:65:19:75:43:72:7C:78:9C:5D:FD:2D:80",
      "message": "1|aws|123456789012|65551|20301231|SHA256|RSAPSS",
      "signature": "` + signature + `",
      "looks": {
        "published": {
          "verdict": "pass",
          "at": "2030-11-25T07:36:00Z",
          "summary": "It is there."
        }
      }
    },
    {
      "cidr": "2001:db8::/32"
    }
  ]
}
`

var signature = strings.Repeat("A", 342) + "__"

func parse(t *testing.T, text string) *proof.File {
	t.Helper()
	f, err := proof.Parse([]byte(text))
	require.NoError(t, err)
	return f
}

func TestWhatMarshalWritesParseReads(t *testing.T) {
	f := parse(t, whole)
	require.Len(t, f.Proofs, 2)
	data, err := f.Marshal()
	require.NoError(t, err)
	require.Equal(t, whole, string(data))
	require.Equal(t, f, parse(t, string(data)))

	empty, err := (&proof.File{}).Marshal()
	require.NoError(t, err)
	require.Empty(t, parse(t, string(empty)).Proofs)
}

func TestParseRefusesAndSaysWhere(t *testing.T) {
	met := []problem.ID{proof.NoProof, proof.Ambiguous}
	for name, test := range map[string]struct {
		old, new string
		id       problem.ID
		path     string
		says     string
	}{
		"a newer version":                 {`"version": 1`, `"version": 2`, proof.NewerVersion, "/version", "newer byoasn"},
		"no version":                      {"\"version\": 1,\n", "", "wrong-type", "", `"version": 1`},
		"a misspelt member":               {`"region"`, `"regoin"`, "unknown-member", "/proofs/0/regoin", `probably "region" is meant`},
		"a member in another case":        {`"region"`, `"Region"`, "other-case", "/proofs/0/Region", "region"},
		"a member of another program":     {`"region"`, `"colour"`, "unknown-member", "/proofs/0/colour", "remove it"},
		"an account with a letter":        {`"account": "123456789012"`, `"account": "12345678901x"`, message.AccountFormat, "/proofs/0/account", "12 digits"},
		"an ASN as a number":              {`"asn": "65551"`, `"asn": 65551`, "wrong-type", "/proofs/0/asn", "string"},
		"an ASN in asdot":                 {`"asn": "65551"`, `"asn": "1.15"`, resource.ASNAsdot, "/proofs/0/asn", "65551"},
		"a range for an ASN":              {`"asn": "65551"`, `"asn": "192.0.2.0/24"`, "values-disagree", "/proofs/0/asn", "cidr for ranges"},
		"two resources":                   {`"asn": "65551"`, `"asn": "65551", "cidr": "192.0.2.0/24"`, "values-disagree", "/proofs/0/cidr", "a proof of its own"},
		"no resource":                     {`"cidr": "2001:db8::/32"`, `"ipam": "ipam-1"`, "values-disagree", "/proofs/1", "write asn or cidr"},
		"a registry that is none":         {`"ripe"`, `"riep"`, "registry-name", "/proofs/0/registry", "arin"},
		"a Region's city":                 {`"us-east-1"`, `"Frankfurt"`, "bad-value", "/proofs/0/region", "us-east-1"},
		"a pool for an IPAM":              {`"ipam": "ipam-0123456789abcdef0"`, `"ipam": "ipam-pool-0123456789abcdef0"`, "bad-value", "/proofs/0/ipam", "ID of an IPAM"},
		"a service that is none":          {`"service": "ipam"`, `"service": "s3"`, "bad-value", "/proofs/0/service", "globalaccelerator"},
		"a range with host bits":          {`"192.0.2.0/24"`, `"192.0.2.1/24"`, resource.CIDRHostBits, "/proofs/0/announce/0", "192.0.2.0/24"},
		"a message for another ASN":       {`"asn": "65551"`, `"asn": "65550"`, "values-disagree", "/proofs/0", "AS65551"},
		"a message for another account":   {`"account": "123456789012"`, `"account": "210987654321"`, "values-disagree", "/proofs/0", "123456789012"},
		"a signature without a message":   {`"message": "1|aws|123456789012|65551|20301231|SHA256|RSAPSS",`, ``, "values-disagree", "/proofs/0", "no message"},
		"a signature that is cut short":   {"AAAA__", "A", "", "/proofs/0/signature", ""},
		"a step that is none":             {`"published"`, `"publisht"`, "unknown-member", "/proofs/0/looks/publisht", `"published"`},
		"a verdict that is none":          {`"pass"`, `"yes"`, "bad-value", "/proofs/0/looks/published/verdict", "pass, warn"},
		"a time that is none":             {`"2030-11-25T07:36:00Z"`, `"yesterday"`, "bad-value", "/proofs/0/looks/published/at", "RFC 3339"},
		"a private key for its file":      {`"private-key.pem"`, `"-----BEGIN PRIVATE KEY-----\nMIIE"`, "secret-inside", "/proofs/0/key", "no secrets"},
		"the same proof twice":            {`"cidr": "2001:db8::/32"`, `"account": "123456789012", "asn": "65551"`, "same-proof-twice", "/proofs/1", "AS65551 for account 123456789012"},
		"a fingerprint that is too short": {`"publicKey": "C5:4C`, `"publicKey": "4C`, "bad-value", "/proofs/0/publicKey", "32 pairs"},
		"more behind it":                  {"  ]\n}\n", "  ]\n}\n{}", "trailing-data", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, whole, test.old)
			_, err := proof.Parse([]byte(strings.Replace(whole, test.old, test.new, 1)))
			var p *problem.Problem
			require.ErrorAs(t, err, &p)
			if test.id != "" {
				require.Equal(t, test.id, p.ID, err)
			}
			met = append(met, p.ID)
			require.Equal(t, test.path, p.Path)
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "MIIE")
		})
	}
	require.Subset(t, met, proof.IDs())
}

func TestASecretIsNotWritten(t *testing.T) {
	f := &proof.File{Proofs: []*proof.Proof{{Resource: resource.OfASN(65551), Key: "PIN=1234 tool"}}}
	data, err := f.Marshal()
	require.ErrorIs(t, err, problem.ID("secret-inside"))
	require.Empty(t, data)
	require.NotContains(t, err.Error(), "1234")
}

func TestFind(t *testing.T) {
	asn, other := resource.OfASN(65551), resource.OfASN(65550)
	f := &proof.File{}
	_, err := f.Find(proof.Which{})
	require.ErrorIs(t, err, proof.NoProof)
	require.ErrorContains(t, err, "no proofs yet")

	f.Add(&proof.Proof{Account: "123456789012", Resource: asn})
	only, err := f.Find(proof.Which{})
	require.NoError(t, err)
	require.Equal(t, asn, only.Resource)

	f.Add(&proof.Proof{Account: "210987654321", Resource: asn})
	f.Add(&proof.Proof{Account: "210987654321", Resource: other})
	f.Add(&proof.Proof{Account: "210987654321", Resource: other, Region: "us-east-1"})
	require.Len(t, f.Proofs, 3, "the same account and resource is the same proof")

	_, err = f.Find(proof.Which{})
	require.ErrorIs(t, err, proof.Ambiguous)
	require.ErrorContains(t, err, "AS65551 for account 123456789012; AS65551 for account 210987654321; AS65550")
	_, err = f.Find(proof.Which{Resource: asn})
	require.ErrorIs(t, err, proof.Ambiguous)
	_, err = f.Find(proof.Which{Resource: resource.OfASN(1)})
	require.ErrorIs(t, err, proof.NoProof)
	found, err := f.Find(proof.Which{Resource: asn, Account: "210987654321"})
	require.NoError(t, err)
	require.Equal(t, "210987654321", found.Account)
}

func TestANewMessageDropsWhatWasSaidOfTheOld(t *testing.T) {
	p := parse(t, whole).Proofs[0]
	p.SetLook(proof.Preflight, proof.Look{Verdict: "pass", At: time.Unix(0, 5)})
	p.SetMessage(p.Message)
	require.NotEmpty(t, p.Signature, "the same message changes nothing")
	m, err := message.Parse("1|aws|123456789012|65551|20311231|SHA256|RSAPSS")
	require.NoError(t, err)
	p.SetMessage(m)
	require.Empty(t, p.Signature)
	require.NotContains(t, p.Looks, proof.Preflight)
	require.Contains(t, p.Looks, proof.Published)
}

func FuzzParse(f *testing.F) {
	seeds := []string{whole, `{"version":1,"proofs":[]}`, `{"version":1,"proofs":[{"asn":"1"}]}`}
	require.NotEmpty(f, seeds)
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := proof.Parse(data)
		if err != nil {
			_, ok := errors.AsType[*problem.Problem](err)
			require.True(t, ok)
			return
		}
		again, err := file.Marshal()
		require.NoError(t, err)
		require.True(t, json.Valid(again))
		back, err := proof.Parse(again)
		require.NoError(t, err)
		require.Equal(t, len(file.Proofs), len(back.Proofs))
	})
}
