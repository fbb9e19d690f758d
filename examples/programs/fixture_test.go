package programs

import (
	"crypto/rsa"
	"crypto/x509"
	"sync"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/lookup/lookuptest"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// What the programs are run with.
var (
	day         = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)
	key         = sync.OnceValue(func() *rsa.PrivateKey { return must(certgen.NewKey(certgen.DefaultBits)) })
	certificate = sync.OnceValue(func() *x509.Certificate {
		return must(certgen.NewCertificate(key(), certgen.Profile{NotAfter: day.AddDate(1, 0, 0)}, day))
	})
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// published is a registry that has the certificate for AS3333, and a proof of it.
func published() (*lookuptest.Server, message.Message, sign.Signature) {
	number := resource.OfASN(3333)
	server := lookuptest.NewServer(lookuptest.Record{Registry: registry.RIPE, Resource: number, Field: []string{certgen.OneLine(certificate())}})
	m := must(message.New(message.Fields{Account: "123456789012", Resource: number}, day))
	return server, m, must(sign.Sign(key(), m.Bytes()))
}
