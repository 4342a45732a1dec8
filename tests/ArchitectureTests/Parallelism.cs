// They only read.
[assembly: Parallelizable(ParallelScope.Fixtures)]
