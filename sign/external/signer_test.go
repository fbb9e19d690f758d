package external_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestACommandSignsTheMessageAndTheCertificate(t *testing.T) {
	for _, input := range []external.Input{"", external.Message, external.Digest} {
		t.Run("given the "+string(input), func(t *testing.T) {
			signer := behaving(t, t.Context(), "sign", input)
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
	raw, err := behaving(t, t.Context(), "sign", external.Digest).Sign(nil, digest[:], pss())
	require.NoError(t, err)
	require.NoError(t, sign.Verify(&key().PublicKey, []byte(text), raw))

	_, err = behaving(t, t.Context(), "sign", external.Digest).Sign(nil, digest[:31], pss())
	require.EqualError(t, err, "a digest of 31 bytes is not SHA-256's: expected 32")

	_, err = behaving(t, t.Context(), "sign", external.Message).Sign(nil, digest[:], pss())
	require.ErrorContains(t, err, "takes messages, and there is only a digest")
}

func TestOnlyAWSsParametersAreAskedFor(t *testing.T) {
	signer := behaving(t, t.Context(), "sign", external.Message)
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
		form external.Form
		says string
	}{
		{"hexadecimal", external.Hex, "the signature in hexadecimal: decode it"},
		{"base64", external.Base64, "the signature in base64: decode it in the command (base64 -d)"},
		{"base64 in lines", external.Base64, "base64"},
		{"base64url", external.Base64URL, "base64url"},
		{"AWS's text", external.AWSText, "AWS's text form already"},
		{"JSON", external.JSON, "jq"},
		{"a newline after it", external.OtherLength, "257 bytes: expected a raw signature of the public key's length, 256 bytes"},
		{"a prompt", external.OtherText, "text of 22 characters"},
		{"nothing", external.Nothing, "returned nothing"},
		{"without end", external.TooMuch, "more than 64 KiB"},
	}
	for _, test := range tests {
		t.Run(test.how, func(t *testing.T) {
			sig, err := sign.Sign(behaving(t, t.Context(), test.how, external.Message), []byte(text))
			require.Nil(t, sig)
			var refused *external.OutputError
			require.ErrorAs(t, err, &refused)
			require.Equal(t, test.form, refused.Form)
			require.ErrorContains(t, err, test.says)
			require.NotContains(t, err.Error(), "1234", "no argument is shown")
		})
	}
}

func TestAWrongSaltIsFoundByWhoeverAsked(t *testing.T) {
	_, err := sign.Sign(behaving(t, t.Context(), "another salt", external.Message), []byte(text))
	var why *sign.VerifyError
	require.ErrorAs(t, err, &why)
	require.Equal(t, sign.OtherSalt, why.Reason)

	_, err = certgen.NewCertificate(behaving(t, t.Context(), "another salt", external.Message), certgen.Profile{NotAfter: now.Add(time.Hour)}, now)
	require.ErrorContains(t, err, "its own public key does not verify")
}

func TestAFailureShowsWhatTheCommandSaid(t *testing.T) {
	_, err := behaving(t, t.Context(), "fail", external.Message).SignMessage(nil, []byte(text), pss())
	var failed *external.CommandError
	require.ErrorAs(t, err, &failed)
	require.Equal(t, "Using slot 0; error: ?[31mno ? such? key; Aborting.", failed.Said)
	require.ErrorContains(t, err, "failed: exit status 3; it said: Using slot 0;")
	require.NotContains(t, err.Error(), "1234", "no argument is shown")
	var status *exec.ExitError
	require.ErrorAs(t, err, &status)
	require.Equal(t, 3, status.ExitCode())

	_, err = behaving(t, t.Context(), "fail in silence", external.Message).SignMessage(nil, []byte(text), pss())
	require.ErrorContains(t, err, "failed: exit status 1; it said nothing")

	_, err = behaving(t, t.Context(), "fail at length", external.Message).SignMessage(nil, []byte(text), pss())
	require.ErrorAs(t, err, &failed)
	require.Less(t, len(failed.Said), 1100)
	require.True(t, strings.HasPrefix(failed.Said, "error: unknown option; usage"), failed.Said)
	require.Contains(t, failed.Said, "; …; ")
	require.True(t, strings.HasSuffix(failed.Said, "the last word"), failed.Said)
}

func TestACommandThatIsNotThere(t *testing.T) {
	signer, err := external.New(t.Context(), &key().PublicKey, external.Command{Args: []string{"no-such-command", "--pin", "1234"}})
	require.NoError(t, err)
	_, err = sign.Sign(signer, []byte(text))
	require.EqualError(t, err, `the signer failed: the signing command "no-such-command" cannot be started: `+exec.ErrNotFound.Error())
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
	tooLong := errors.New("the token did not answer in time")
	ctx, cancel := context.WithTimeoutCause(t.Context(), 200*time.Millisecond, tooLong)
	defer cancel()
	begun := time.Now()
	_, err := behaving(t, ctx, "hang", external.Message).SignMessage(nil, []byte(text), pss())
	require.ErrorIs(t, err, tooLong)
	require.Less(t, time.Since(begun), time.Minute)

	_, err = behaving(t, ctx, "sign", external.Message).SignMessage(nil, []byte(text), pss())
	require.ErrorIs(t, err, tooLong, "nothing is started any more")
}

// A device is logged out of, and what the command has started is stopped, by the
// command itself.
func TestACommandIsAskedToStopBeforeItIsKilled(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no asking on Windows")
	}
	for how, said := range map[string]string{"hang, and stop when told to": "logged out", "hang, whatever it is told": "busy"} {
		t.Run(how, func(t *testing.T) {
			tooLong := errors.New("the token did not answer in time")
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, tooLong)
			defer cancel()
			_, err := behaving(t, ctx, how, external.Message).SignMessage(nil, []byte(text), pss())
			require.ErrorIs(t, err, tooLong)
			var failed *external.CommandError
			require.ErrorAs(t, err, &failed)
			require.Equal(t, said, failed.Said)
		})
	}
}

func TestAnAgentThatTheCommandLeavesBehindIsNotWaitedFor(t *testing.T) {
	begun := time.Now()
	_, err := sign.Sign(behaving(t, t.Context(), "sign and leave an agent behind", external.Message), []byte(text))
	require.NoError(t, err)
	require.Less(t, time.Since(begun), 15*time.Second)
}

func TestNewRefusesWhatCannotSign(t *testing.T) {
	public := &key().PublicKey
	_, err := external.New(t.Context(), nil, external.Command{Args: []string{"true"}})
	require.ErrorContains(t, err, "no public key")
	_, err = external.New(t.Context(), public, external.Command{})
	require.ErrorContains(t, err, "the signing command is empty")
	_, err = external.New(t.Context(), public, external.Command{Args: []string{""}})
	require.ErrorContains(t, err, "the signing command is empty")
	_, err = external.New(t.Context(), public, external.Command{Args: []string{"true"}, Input: "hash"})
	require.ErrorContains(t, err, `input "hash" is not one of message, digest`)
}

func TestManySignaturesAtATime(t *testing.T) {
	signer := behaving(t, t.Context(), "sign", external.Message)
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
