// Nothing here shares anything that changes.
[assembly: Parallelizable(ParallelScope.Fixtures)]
