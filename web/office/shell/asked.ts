import { ref } from 'vue'

/**
 * What somebody typed into the one search for the members' page to find. It goes by hand, since names and numbers never
 * stand in an address. The members' page takes it and clears it.
 */
export const askedMembers = ref('')
