package external_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io/fs"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestACommandSignsTheMessageAndTheCertificate(t *testing.T) {
	for name, digest := range map[string]bool{"message": false, "digest": true} {
		t.Run("given the "+name, func(t *testing.T) {
			signer := behaving(t, t.Context(), "sign", digest)
			sig, err := sign.Sign(signer, []byte(text))
			require.NoError(t, err)
			require.NoError(t, sign.Verify(&key().PublicKey, []byte(text), sig))

			cert, err := certgen.NewCertificate(signer, certgen.Profile{NotAfter: now.Add(240 * time.Hour)}, now)
			require.NoError(t, err)
			require.NoError(t, certgen.CheckSelfSignature(cert))
		})
	}
}

func TestSignTakesADigestIfTheCommandDoes(t *testing.T) {
	digest := sha256.Sum256([]byte(text))
	raw, err := behaving(t, t.Context(), "sign", true).Sign(nil, digest[:], pss())
	require.NoError(t, err)
	require.NoError(t, sign.Verify(&key().PublicKey, []byte(text), raw))

	_, err = behaving(t, t.Context(), "sign", true).Sign(nil, digest[:31], pss())
	require.EqualError(t, err, "a digest of 31 bytes is not SHA-256's: expected 32")

	_, err = behaving(t, t.Context(), "sign", false).Sign(nil, digest[:], pss())
	require.ErrorContains(t, err, "takes messages, and there is only a digest")
}

func TestOnlyAWSsParametersAreAskedFor(t *testing.T) {
	signer := behaving(t, t.Context(), "sign", false)
	for name, opts := range map[string]crypto.SignerOpts{
		"no options":        nil,
		"another hash":      crypto.SHA384,
		"no hash":           crypto.Hash(0),
		"the largest salt":  &rsa.PSSOptions{Hash: crypto.SHA256},
		"a short salt":      &rsa.PSSOptions{Hash: crypto.SHA256, SaltLength: 20},
		"PSS, another hash": &rsa.PSSOptions{Hash: crypto.SHA512, SaltLength: rsa.PSSSaltLengthEqualsHash},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := signer.SignMessage(rand.Reader, []byte(text), opts)
			require.ErrorContains(t, err, "the signing command is asked for")
		})
	}
	_, err := signer.SignMessage(nil, []byte(text), &rsa.PSSOptions{Hash: crypto.SHA256, SaltLength: 32})
	require.NoError(t, err)
}

func TestWhatACommandReturnsInsteadIsNamed(t *testing.T) {
	tests := []struct {
		how  string
		form problem.ID // of the encoding error in it
		says string
	}{
		{"hexadecimal", sign.Hex, "the signature in another form: it is hexadecimal; decode it in the command"},
		{"base64", sign.Base64, "it is plain base64"},
		{"base64 in lines", sign.Base64, "the signature in another form: it has line breaks"},
		{"base64url", sign.Base64URL, "it is base64url"},
		{"AWS's text", "", "AWS's text form already"},
		{"JSON", "json", "it is JSON with the signature in it"},
		{"a newline after it", "", "257 bytes: expected a raw signature of the public key's length, 256 bytes"},
		{"a prompt", "", "text of 22 characters"},
		{"nothing", "", "returned nothing"},
		{"without end", "", "more than 64 KiB"},
		{"64 KiB", "", "65536 bytes: expected a raw signature"},
		{"64 KiB and a byte", "", "more than 64 KiB"},
		{"a private key", "", "text of 107 characters"},
	}
	for _, test := range tests {
		t.Run(test.how, func(t *testing.T) {
			sig, err := sign.Sign(behaving(t, t.Context(), test.how, false), []byte(text))
			require.Nil(t, sig)
			require.ErrorIs(t, err, external.BadOutput)
			if test.form != "" {
				require.ErrorIs(t, err, test.form)
			}
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "1234", "no argument is shown")
			require.NotContains(t, err.Error(), "PRIVATE", "nor what it wrote")
		})
	}
}

func TestNoSecretOfACommandIsShown(t *testing.T) {
	for how, says := range map[string]string{
		"fail and repeat the arguments": "it said: wrong PIN [not shown] for [not shown]",
		"fail and show a key":           "it said: [a private key, not shown]",
	} {
		_, err := behaving(t, t.Context(), how, false).SignMessage(nil, []byte(text), pss())
		require.ErrorContains(t, err, says)
		require.NotContains(t, err.Error(), "1234")
		require.NotContains(t, err.Error(), "4711")
		require.NotContains(t, err.Error(), "MIIE")
	}
	_, err := external.New(t.Context(), &key().PublicKey, external.Command{Args: []string{"PIN=1234", "tool"}})
	require.ErrorContains(t, err, "variable PIN, which only a shell would understand")
	require.NotContains(t, err.Error(), "1234")
	_, err = external.Split("TOKEN_SECRET=1234 tool --sign")
	require.ErrorContains(t, err, "variable TOKEN_SECRET, which only a shell would understand")
	require.NotContains(t, err.Error(), "1234")
}

func TestAWrongSaltIsFoundByWhoeverAsked(t *testing.T) {
	_, err := sign.Sign(behaving(t, t.Context(), "another salt", false), []byte(text))
	var why *sign.VerifyError
	require.ErrorAs(t, err, &why)
	require.Equal(t, sign.OtherSalt, why.Reason)

	_, err = certgen.NewCertificate(behaving(t, t.Context(), "another salt", false), certgen.Profile{NotAfter: now.Add(time.Hour)}, now)
	require.ErrorContains(t, err, "its own public key does not verify")
}

func TestAFailureShowsWhatTheCommandSaid(t *testing.T) {
	_, err := behaving(t, t.Context(), "fail", false).SignMessage(nil, []byte(text), pss())
	require.ErrorIs(t, err, external.CommandFailed)
	require.ErrorContains(t, err, "failed: exit status 3; it said: Using slot 0; error: ?[31mno ? such? key; Aborting.")
	require.NotContains(t, err.Error(), "1234", "no argument is shown")
	var status *exec.ExitError
	require.ErrorAs(t, err, &status)
	require.Equal(t, 3, status.ExitCode())

	_, err = behaving(t, t.Context(), "fail in silence", false).SignMessage(nil, []byte(text), pss())
	require.ErrorContains(t, err, "failed: exit status 1; it said nothing")

	_, err = behaving(t, t.Context(), "fail at length", false).SignMessage(nil, []byte(text), pss())
	_, said, _ := strings.Cut(err.Error(), "it said: ")
	require.Less(t, len(said), 1100)
	require.True(t, strings.HasPrefix(said, "error: unknown option; usage"), said)
	require.Contains(t, said, "; …; ")
	require.True(t, strings.HasSuffix(said, "the last word"), said)
}

func TestACommandThatIsNotThere(t *testing.T) {
	signer, err := external.New(t.Context(), &key().PublicKey, external.Command{Args: []string{"no-such-command", "--pin", "1234"}})
	require.NoError(t, err)
	_, err = sign.Sign(signer, []byte(text))
	require.EqualError(t, err, `the signer failed: the signing command "no-such-command" cannot be started: `+exec.ErrNotFound.Error()+"; give a program that is in PATH, or its path")
	require.ErrorIs(t, err, exec.ErrNotFound)
}

func TestACommandThatIsNoProgram(t *testing.T) {
	signer, err := external.New(t.Context(), &key().PublicKey, external.Command{Args: []string{t.TempDir() + "/absent"}})
	require.NoError(t, err)
	_, err = sign.Sign(signer, []byte(text))
	require.ErrorContains(t, err, "cannot be started: ")
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestTheContextEndsACommand(t *testing.T) {
	t.Parallel()
	tooLong := errors.New("the token did not answer in time")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 200*time.Millisecond, tooLong)
	defer cancel()
	begun := time.Now()
	_, err := behaving(t, ctx, "hang", false).SignMessage(nil, []byte(text), pss())
	require.ErrorIs(t, err, tooLong)
	require.Less(t, time.Since(begun), time.Minute)

	_, err = behaving(t, ctx, "sign", false).SignMessage(nil, []byte(text), pss())
	require.ErrorIs(t, err, tooLong, "nothing is started any more")
}

// A device is logged out of, and what the command has started is stopped, by the
// command itself.
func TestACommandIsAskedToStopBeforeItIsKilled(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("there is no asking on Windows")
	}
	for how, said := range map[string]string{"hang, and stop when told to": "logged out", "hang, whatever it is told": "busy"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			tooLong := errors.New("the token did not answer in time")
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, tooLong)
			defer cancel()
			_, err := behaving(t, ctx, how, false).SignMessage(nil, []byte(text), pss())
			require.ErrorIs(t, err, tooLong)
			require.ErrorIs(t, err, external.CommandFailed)
			require.ErrorContains(t, err, "it said: "+said)
		})
	}
}

func TestAnAgentThatTheCommandLeavesBehindIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	begun := time.Now()
	_, err := sign.Sign(behaving(t, t.Context(), "sign and leave an agent behind", false), []byte(text))
	require.NoError(t, err)
	require.Less(t, time.Since(begun), 15*time.Second)
}

func TestNewRefusesWhatCannotSign(t *testing.T) {
	public := &key().PublicKey
	_, err := external.New(t.Context(), nil, external.Command{Args: []string{"true"}})
	require.ErrorContains(t, err, "no public key")
	_, err = external.New(t.Context(), public, external.Command{})
	require.ErrorContains(t, err, "the command is empty")
	_, err = external.New(t.Context(), public, external.Command{Args: []string{""}})
	require.ErrorContains(t, err, "the command is empty")
	var none context.Context
	_, err = external.New(none, public, external.Command{Args: []string{"true"}})
	require.ErrorContains(t, err, "no context")
}

func TestASignerIsNoData(t *testing.T) {
	_, err := json.Marshal(behaving(t, t.Context(), "sign", false))
	require.ErrorContains(t, err, "no JSON form")
}

func TestManySignaturesAtATime(t *testing.T) {
	signer := behaving(t, t.Context(), "sign", false)
	messages := func(yield func([]byte, error) bool) {
		for i := range 8 {
			if !yield(bytes.Repeat([]byte{'m'}, i), nil) {
				return
			}
		}
	}
	for result := range sign.Batch(t.Context(), signer, messages, sign.BatchOptions{Workers: 4}) {
		require.NoError(t, result.Err)
	}
}
