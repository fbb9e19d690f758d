package handoff_test

import (
	"bytes"
	"crypto/x509"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
)

// tampered yields a file with each bit flipped, each byte dropped and each byte
// doubled.
func tampered(data []byte, yield func(changed []byte)) {
	for i := range data {
		for bit := range 8 {
			changed := bytes.Clone(data)
			changed[i] ^= 1 << bit
			yield(changed)
		}
		yield(append(bytes.Clone(data[:i]), data[i+1:]...))
		yield(append(bytes.Clone(data[:i+1]), data[i:]...))
	}
}

// member finds each member that is a text or a number, and what stands before it
// on its line.
var member = regexp.MustCompile(`(?m)^ +"[a-zA-Z]+": ("[^"]*"|[0-9]+)`)

// rearranged yields a file with each two of its members exchanged, one put in
// the place of the other, and one repeated at the other's.
func rearranged(data []byte, yield func(changed []byte)) {
	found := member.FindAllIndex(data, -1)
	for _, a := range found {
		for _, b := range found {
			if a[0] == b[0] {
				continue
			}
			first, second := min(a[0], b[0]), max(a[0], b[0])
			one, two := a, b
			if a[0] != first {
				one, two = b, a
			}
			yield(bytes.Join([][]byte{data[:first], data[two[0]:two[1]], data[one[1]:second], data[one[0]:one[1]], data[two[1]:]}, nil))
			yield(bytes.Join([][]byte{data[:b[0]], data[a[0]:a[1]], data[b[1]:]}, nil))
			yield(bytes.Join([][]byte{data[:b[0]], data[a[0]:a[1]], []byte(",\n"), data[b[0]:]}, nil))
		}
	}
}

// moved yields a file with the value of each member replaced by each of
// another file's.
func moved(data, other []byte, yield func(changed []byte)) {
	for _, to := range member.FindAllSubmatchIndex(data, -1) {
		for _, from := range member.FindAllSubmatchIndex(other, -1) {
			yield(bytes.Join([][]byte{data[:to[2]], other[from[2]:from[3]], data[to[3]:]}, nil))
		}
	}
}

// A requestJury judges what became of a request on the way to the signer.
type requestJury struct {
	original *handoff.Request
	answered map[handoff.Digest]bool
	read     int // those that could be read and mean something else
}

// judge asserts that a changed request is refused, or harmless: it means the
// same, or its digest shows that it does not, and the answer to it is not
// accepted. Never are other messages signed under the same digest.
func (j *requestJury) judge(t *testing.T, changed []byte) {
	r, err := handoff.ParseRequest(changed)
	if err != nil {
		if !isRefusal(err) {
			t.Fatalf("%v: %q", err, changed)
		}
		return
	}
	if r.Digest() == j.original.Digest() {
		require.Equal(t, j.original, r)
		return
	}
	j.read++
	require.NotEqual(t, j.original.Digest().String(), r.Digest().String())
	if j.answered[r.Digest()] || r.Signer() != j.original.Signer() {
		return // judged already, or for a signer whose key is not here
	}
	j.answered[r.Digest()] = true
	response := respond(t, r)
	_, err = handoff.Accept(j.original, response, now)
	refused(t, handoff.OtherRequest, err)
}

func TestATamperedRequestIsRefusedOrHarmless(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of changes, one after the other")
	}
	t.Parallel()
	data := readFile(t, "request.json")
	original, err := handoff.ParseRequest(data)
	require.NoError(t, err)
	other := request(t, handoff.Options{Note: "another", Signer: signerOf(t, testCertificate(t, "other-certificate.pem"))},
		"1|aws|210987654321|64497|20281231|SHA256|RSAPSS", first).Marshal()
	jury := &requestJury{original: original, answered: make(map[handoff.Digest]bool)}
	count := 0
	judge := func(changed []byte) {
		count++
		jury.judge(t, changed)
	}
	tampered(data, judge)
	rearranged(data, judge)
	moved(data, other, judge)
	require.Greater(t, count, 10*len(data))
	require.NotZero(t, jury.read)
	require.NotEmpty(t, jury.answered, "a letter of the note")
	for _, m := range []string{"account", "asn", "cidr", "expires", "message", "items", "kind", "version"} {
		require.Contains(t, string(data), `"`+m+`"`)
	}
}

// TestATamperedMessageIsNeverRead asserts more than the test above for what is
// signed: no change to one byte of the items makes another request.
func TestATamperedMessageIsNeverRead(t *testing.T) {
	data := readFile(t, "request.json")
	original, err := handoff.ParseRequest(data)
	require.NoError(t, err)
	items := strings.Index(string(data), `"items"`)
	tampered(data[items:], func(changed []byte) {
		if r, err := handoff.ParseRequest(append(bytes.Clone(data[:items]), changed...)); err == nil {
			require.Equal(t, original, r)
		}
	})
}

// A responseJury judges what became of a response on the way back.
type responseJury struct {
	request  *handoff.Request
	data     []byte // the response as it was sent
	accepted int    // those that came through
}

// judge asserts that a changed response is refused, or brings the very same.
func (j *responseJury) judge(t *testing.T, changed []byte) {
	if bytes.Equal(changed, j.data) {
		return // by an exchange of equal members
	}
	response, err := handoff.ParseResponse(changed)
	if err == nil {
		_, err = handoff.Accept(j.request, response, now)
	}
	if err != nil {
		if !isRefusal(err) {
			t.Fatalf("%v: %q", err, changed)
		}
		return
	}
	j.accepted++
	require.Equal(t, string(j.data), string(response.Marshal()))
}

func TestATamperedResponseIsRefusedOrHarmless(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of changes, one after the other")
	}
	t.Parallel()
	for name, test := range map[string]struct {
		request *handoff.Request
		cert    *x509.Certificate
	}{
		"a signer named, and two messages":     {request(t, named(t), first, second), testCertificate(t, "certificate.pem")},
		"nobody named, and a public key alone": {request(t, handoff.Options{}, first), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			response, err := handoff.Respond(testKey(t, "key.pem"), test.cert, test.request, now)
			require.NoError(t, err)
			data := response.Marshal()
			unnamed := request(t, handoff.Options{}, second, first)
			other, err := handoff.Respond(testKey(t, "other-key.pem"), testCertificate(t, "other-certificate.pem"), unnamed, now)
			require.NoError(t, err)
			jury := &responseJury{request: test.request, data: data}
			judge := func(changed []byte) { jury.judge(t, changed) }
			tampered(data, judge)
			require.NotZero(t, jury.accepted, "those of white space")
			blanks := jury.accepted
			rearranged(data, judge)
			moved(data, other.Marshal(), judge)
			require.Equal(t, blanks, jury.accepted)
		})
	}
}

func TestASignatureMovedFromAnotherResponseToTheSameRequestIsTheSame(t *testing.T) {
	r := request(t, handoff.Options{}, first, second)
	one, two := respond(t, r).Marshal(), respond(t, r).Marshal()
	require.NotEqual(t, one, two, "signatures are random")
	mixed := change(t, one, signatures(one)[1], signatures(two)[1])
	accepted, err := take(t, r, mixed)
	require.NoError(t, err, "it is a signature of the same message with the same key")
	require.Equal(t, signatures(two)[1], accepted.Signed[1].Signature.String())

	other, err := handoff.Respond(testKey(t, "other-key.pem"), testCertificate(t, "other-certificate.pem"), r, now)
	require.NoError(t, err)
	_, err = take(t, r, change(t, one, signatures(one)[1], signatures(other.Marshal())[1]))
	refused(t, "bad-signature", err)
	whole, err := take(t, r, other.Marshal())
	require.NoError(t, err, "a request that names nobody takes anybody's")
	require.Equal(t, certgen.Fingerprint(testCertificate(t, "other-certificate.pem")), certgen.Fingerprint(whole.Certificate))
}
