// Command bare is what no program that signs can do without: it reads the key,
// signs, verifies and prints.
package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"os"
	"strings"
)

func main() {
	data, err := os.ReadFile(os.Args[1])
	check(err)
	block, _ := pem.Decode(data)
	k, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	check(err)
	key := k.(*rsa.PrivateKey)
	sum := sha256.Sum256([]byte(os.Args[2]))
	opts := &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}
	sig, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, sum[:], opts)
	check(err)
	check(rsa.VerifyPSS(&key.PublicKey, crypto.SHA256, sum[:], sig, opts))
	_, err = os.Stdout.WriteString(strings.NewReplacer("+", "-", "=", "_", "/", "~").Replace(base64.StdEncoding.EncodeToString(sig)) + "\n")
	check(err)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
