package certgen

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/ssh"

	"github.com/byoasn/byoasn/problem"
)

const (
	formOpenSSH  = "OpenSSH" // openssh-portable's PROTOCOL.key
	opensshMagic = "openssh-key-v1\x00"

	// maxBcryptRounds bounds bcrypt_pbkdf to about eight seconds. ssh-keygen's
	// default is 16 or 24.
	maxBcryptRounds = 1024
)

// An opensshHeader is what stands in clear before the key.
type opensshHeader struct {
	cipher    string
	kdf       string
	rounds    uint32
	algorithm string // the type of the public key, such as "ssh-rsa"
	bits      int    // the size of the public key, when it is RSA
}

// readOpenSSH opens a file of OpenSSH's own form. The ssh package does the work;
// what it does not bound is looked at here first.
func readOpenSSH(block *pem.Block, passphrase func() ([]byte, error)) (*KeyFile, error) {
	header, err := parseOpenSSHHeader(block.Bytes)
	if err != nil {
		return nil, err
	}
	if header.algorithm != ssh.KeyAlgoRSA {
		return nil, newKindError(kindPrivateKey, structure{kind: kindOtherPrivateKey, algorithm: clip(header.algorithm)})
	}
	if err := checkSize(header.bits); err != nil {
		return nil, err
	}
	if header.cipher == "none" {
		text := pem.EncodeToMemory(block)
		defer clear(text)
		key, err := opensshKey(ssh.ParseRawPrivateKey(text))
		if err != nil {
			return nil, err
		}
		return &KeyFile{Key: key, Format: formOpenSSH}, nil
	}
	if err := header.checkEncryption(); err != nil {
		return nil, err
	}
	if err := checkApproved("OpenSSH's bcrypt", rewriteOpenSSHApproved); err != nil {
		return nil, err
	}
	secret, err := ask(passphrase)
	if err != nil {
		return nil, err
	}
	if len(secret) == 0 {
		return nil, ErrWrongPassphrase // the ssh package would call it missing
	}
	key, err := opensshKey(ssh.ParseRawPrivateKeyWithPassphrase(pem.EncodeToMemory(block), secret))
	if err != nil {
		return nil, err
	}
	encryption := fmt.Sprintf("OpenSSH with bcrypt (%d rounds) and %s", header.rounds, header.cipher)
	return &KeyFile{Key: key, Format: formOpenSSH, Encryption: encryption}, nil
}

// checkEncryption refuses what the ssh package cannot open, and more rounds than
// are given.
func (h *opensshHeader) checkEncryption() error {
	if h.kdf != "bcrypt" {
		return notRead("the key derivation "+clip(h.kdf), rewriteOpenSSH)
	}
	if h.cipher != "aes256-ctr" && h.cipher != "aes256-cbc" {
		return notRead(clip(h.cipher), rewriteOpenSSH)
	}
	if h.rounds > maxBcryptRounds {
		return tooCostly("bcrypt rounds", uint64(h.rounds), maxBcryptRounds, "rewrite it with: ssh-keygen -p -a 16 -f FILE")
	}
	return nil
}

// parseOpenSSHHeader reads the clear part: cipher, key derivation and its
// options, the count of keys, and the first public key.
func parseOpenSSHHeader(data []byte) (*opensshHeader, error) {
	damaged := &problem.Problem{ID: keyDamaged, What: "the OpenSSH private key's header cannot be read: the file is damaged or cut short"}
	input := cryptobyte.String(data)
	var magic []byte
	var cipher, kdf, options, public, algorithm cryptobyte.String
	var count uint32
	if len(data) > maxOpenSSH {
		return nil, &problem.Problem{ID: keySize, What: fmt.Sprintf("the OpenSSH private key takes %d bytes, more than the %d that are read", len(data), maxOpenSSH)}
	}
	if !input.ReadBytes(&magic, len(opensshMagic)) || string(magic) != opensshMagic ||
		!readString(&input, &cipher) || !readString(&input, &kdf) || !readString(&input, &options) ||
		!input.ReadUint32(&count) || !readString(&input, &public) || !readString(&public, &algorithm) {
		return nil, damaged
	}
	if count != 1 {
		return nil, severalKeys(int(count))
	}
	header := &opensshHeader{cipher: string(cipher), kdf: string(kdf), algorithm: string(algorithm)}
	var salt, exponent, modulus cryptobyte.String
	if header.kdf == "bcrypt" && (!readString(&options, &salt) || !options.ReadUint32(&header.rounds)) {
		return nil, damaged
	}
	if header.algorithm == ssh.KeyAlgoRSA {
		if !readString(&public, &exponent) || !readString(&public, &modulus) {
			return nil, damaged
		}
		header.bits = bitLength(modulus)
	}
	return header, nil
}

// maxOpenSSH bounds an OpenSSH file's content, in bytes: a key of 16384 bits
// takes some 12000, comment and public key included.
const maxOpenSSH = 32 << 10

// readString reads the string of RFC 4251 section 5: 32 bits of length, then as
// many bytes.
func readString(s, out *cryptobyte.String) bool {
	var n uint32
	return s.ReadUint32(&n) && s.ReadBytes((*[]byte)(out), int(n))
}

// opensshKey takes what the ssh package returns.
func opensshKey(raw any, err error) (*rsa.PrivateKey, error) {
	if errors.Is(err, x509.IncorrectPasswordError) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, &problem.Problem{ID: keyUnsound, Err: err, What: "the OpenSSH private key is not sound: " + err.Error()}
	}
	key, ok := raw.(*rsa.PrivateKey)
	if !ok {
		return nil, &problem.Problem{ID: keyDamaged, What: "the OpenSSH private key is of another type than its public key: the file is damaged"}
	}
	if err := checkSize(key.N.BitLen()); err != nil {
		return nil, err
	}
	return key, nil
}
