package sign

// IDs that only this package's tests name.
const (
	MessageGiven   = messageGiven
	SecretGiven    = secretGiven
	SwappedLetters = swappedLetters
)
