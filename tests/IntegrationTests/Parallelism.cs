// Fixtures run beside each other, also those that share a host: each test has accounts of its own. What changes what all of them share,
// or listens to the whole process, says [NonParallelizable]. More than there are cores, because many wait.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]
