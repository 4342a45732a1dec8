using AiWebBuilder.Domain.Common;
using Ardalis.Specification;

namespace AiWebBuilder.Application.Common;

/// <summary>Aggregates as a collection. Nothing is written before the unit of work commits.</summary>
public interface IRepository<T>
    where T : AggregateRoot
{
    /// <summary>The account's aggregate with this id, or null; another account's looks like none.</summary>
    Task<T?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>The first that fulfils the specification, or null.</summary>
    Task<T?> FirstOrDefaultAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>All that fulfil the specification.</summary>
    Task<IReadOnlyList<T>> ListAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    /// <summary>Whether any fulfils the specification.</summary>
    Task<bool> AnyAsync(ISpecification<T> specification, CancellationToken cancellationToken);

    void Add(T aggregate);

    void Remove(T aggregate);
}
