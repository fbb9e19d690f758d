package main

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"io"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/byoasn/byoasn/certgen"
)

// The two signatures of a proof. KMS makes the salt of RSASSA_PSS_SHA_256 as
// long as the digest, 32 bytes, and has no setting for it.
const (
	forMessage     = types.SigningAlgorithmSpecRsassaPssSha256
	forCertificate = types.SigningAlgorithmSpecRsassaPkcs1V15Sha256
)

// A signer is an RSA key in KMS as a crypto.Signer. Its requests end with the
// context.
type signer struct {
	ctx    context.Context
	client *kms.Client
	arn    string
	public *rsa.PublicKey
}

// findKey asks KMS for the public half of the key, and whether it is of the kind
// that the proof needs. name is an ID, an ARN or an alias.
func findKey(ctx context.Context, client *kms.Client, name string) (*signer, error) {
	out, err := client.GetPublicKey(ctx, &kms.GetPublicKeyInput{KeyId: aws.String(name)})
	if err != nil {
		return nil, explain(err, name, "kms:GetPublicKey")
	}
	if err := checkKind(out, name); err != nil {
		return nil, err
	}
	public, err := readKey(out.PublicKey)
	if err != nil {
		return nil, fmt.Errorf("the public key that KMS returned for %s: %w", name, err)
	}
	// An alias can be moved to another key at any time, an ARN cannot.
	arn := aws.ToString(out.KeyId)
	if arn == "" {
		return nil, fmt.Errorf("KMS returned a public key for %s and did not say whose it is", name)
	}
	return &signer{ctx, client, arn, public}, nil
}

func checkKind(key *kms.GetPublicKeyOutput, name string) error {
	const fix = "make another with: aws kms create-key --key-spec RSA_2048 --key-usage SIGN_VERIFY"
	if key.KeySpec != types.KeySpecRsa2048 {
		return fmt.Errorf("the KMS key %s is %s, expected %s: %s", name, key.KeySpec, types.KeySpecRsa2048, fix)
	}
	if key.KeyUsage != types.KeyUsageTypeSignVerify {
		return fmt.Errorf("the KMS key %s is for %s, expected %s: %s", name, key.KeyUsage, types.KeyUsageTypeSignVerify, fix)
	}
	for _, needed := range []types.SigningAlgorithmSpec{forMessage, forCertificate} {
		if !slices.Contains(key.SigningAlgorithms, needed) {
			return fmt.Errorf("the KMS key %s does not sign with %s: %s", name, needed, fix)
		}
	}
	return nil
}

// readKey reads a SubjectPublicKeyInfo in DER, which is how KMS returns a key, and
// believes nothing that was said about it.
func readKey(der []byte) (*rsa.PublicKey, error) {
	parsed, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return nil, err
	}
	public, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return nil, fmt.Errorf("a %T is not RSA", parsed)
	}
	if public.N.BitLen() != certgen.DefaultBits {
		return nil, fmt.Errorf("it has %d bits, expected %d", public.N.BitLen(), certgen.DefaultBits)
	}
	return public, nil
}

func (s *signer) Public() crypto.PublicKey { return s.public }

// Sign has KMS sign a SHA-256 digest, so that the message is not sent. What comes
// back is verified by the library, as every signer's signature is.
func (s *signer) Sign(_ io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if opts.HashFunc() != crypto.SHA256 || len(digest) != sha256.Size {
		return nil, fmt.Errorf("KMS was to sign a digest of %d bytes (%v), expected SHA-256's", len(digest), opts.HashFunc())
	}
	algorithm := forCertificate
	if pss, ok := opts.(*rsa.PSSOptions); ok {
		if pss.SaltLength != rsa.PSSSaltLengthEqualsHash && pss.SaltLength != sha256.Size {
			return nil, fmt.Errorf("KMS was to make a salt of length %d, and makes %d bytes alone", pss.SaltLength, sha256.Size)
		}
		algorithm = forMessage
	}
	out, err := s.client.Sign(s.ctx, &kms.SignInput{
		KeyId:            aws.String(s.arn),
		Message:          digest,
		MessageType:      types.MessageTypeDigest, // or KMS would hash the digest once more
		SigningAlgorithm: algorithm,
	})
	if err != nil {
		return nil, explain(err, s.arn, "kms:Sign")
	}
	return out.Signature, nil
}
