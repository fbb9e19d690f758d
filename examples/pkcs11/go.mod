module github.com/byoasn/byoasn/examples/pkcs11

go 1.26.0

require (
	github.com/ThalesGroup/crypto11 v1.5.0
	github.com/byoasn/byoasn v0.0.0
	github.com/miekg/pkcs11 v1.1.1
	github.com/stretchr/testify v1.12.1
	golang.org/x/sys v0.49.0
	golang.org/x/term v0.47.0
)

require (
	github.com/pkg/errors v0.9.1 // indirect
	github.com/thales-e-security/pool v0.0.2 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/crypto v0.58.0 // indirect
)

replace github.com/byoasn/byoasn => ../..
