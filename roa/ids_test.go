package roa

// IDs that only this package's tests name.
const (
	BIRD           = birdFile
	Compressed     = compressedFile
	CutShort       = cutShortFile
	Malformed      = malformedFile
	NoVRPs         = emptyFile
	NotVRPs        = foreignFile
	OpenBGPD       = openBGPDFile
	RIPEstatAnswer = oneRouteFile
	RPSL           = rpslFile
	SLURM          = slurmFile
	Summary        = summaryFile
	ValidityAPI    = validityAnswer
)
