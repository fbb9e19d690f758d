package message

// IDs that only this package's tests name.
const (
	AccountHyphens   = accountHyphens
	AccountShort     = accountShort
	Empty            = emptyText
	ExpiryDashed     = expiryDashed
	ExpiryImpossible = expiryImpossible
	ExpiryFar        = expiryFar
	ExpiryNear       = expiryNear
	NotAMessage      = noMessage
	OtherCloud       = foreignCloud
	ROARequest       = roaRequest
	RPKILiteral      = literalOfRPKI
	SecretGiven      = secretGiven
	TooLong          = tooLong
	WrongConstant    = wrongConstant
)
