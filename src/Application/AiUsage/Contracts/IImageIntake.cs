using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.AiUsage.Contracts;

/// <summary>Takes pictures that other modules bring in as the account's own uploads, and gives them back.</summary>
public interface IImageIntake
{
    /// <summary>The same picture again is the one that is there. Joins the present unit of work.</summary>
    /// <exception cref="DomainException">Validation: it is no picture that can be kept; PaymentRequired <c>plan.limit_reached</c>: the storage is full.</exception>
    Task<TakenImage> TakeAsync(ReadOnlyMemory<byte> file, string? alt, CancellationToken cancellationToken);

    /// <summary>The same picture, if the account has it. Nothing is kept.</summary>
    /// <exception cref="DomainException">Validation: it is no picture that can be kept.</exception>
    Task<Guid?> FindAsync(ReadOnlyMemory<byte> file, CancellationToken cancellationToken);

    /// <summary>Deletes those that nothing needs, and frees their storage. Joins the present unit of work.</summary>
    /// <param name="gone">Components that are deleted in the same unit of work: that they show one does not keep it.</param>
    /// <returns>Those that stay, because another component shows them, or a generation under way refers to them.</returns>
    Task<IReadOnlyList<Upload>> GiveBackAsync(
        IReadOnlyCollection<Guid> ids,
        IReadOnlyCollection<Guid> gone,
        CancellationToken cancellationToken
    );
}

/// <param name="IsNew">The account had none like it.</param>
public sealed record TakenImage(Guid Id, bool IsNew);
