// What has a database of its own says [Parallelizable]; the rest shares one, and follows one after another.
[assembly: LevelOfParallelism(2)]
