namespace AiWebBuilder.Domain.Common;

/// <summary>Something that happened in an aggregate; handled in the same transaction, before it is saved.</summary>
public interface IDomainEvent;
