import { Activity, Archive, Armchair, Baby, BatteryCharging, BatteryFull, BookOpen, BriefcaseMedical, Droplets, Gauge, HandHeart, HeartPulse, MessageCircle, Microwave, Plug, PlugZap, Printer, Refrigerator, Scale, Scissors, Shirt, ShowerHead, Snowflake, Toilet, Truck, Tv, Umbrella, Utensils, Wifi, Wrench } from '@lucide/vue'
import type { Component } from 'vue'
import type { Facility } from './api'

export const facilityIcons: Record<Facility, Component> = {
  water: Droplets,
  seats: Armchair,
  climate: Snowflake,
  charging: PlugZap,
  microwave: Microwave,
  first_aid: BriefcaseMedical,
  multi_socket: Plug,
  toilet: Toilet,
  fridge: Refrigerator,
  locker: Archive,
  tv: Tv,
  wifi: Wifi,
  books: BookOpen,
  tools: Wrench,
  tyre_pump: Gauge,
  umbrella: Umbrella,
  shower: ShowerHead,
  changing_room: Shirt,
  nursing_room: Baby,
  aed: HeartPulse,
  blood_pressure: Activity,
  printer: Printer,
  ebike_charging: BatteryCharging,
  battery_swap: BatteryFull,
  truck_parking: Truck,
  meals: Utensils,
  haircut: Scissors,
  legal_advice: Scale,
  counselling: MessageCircle,
  volunteers: HandHeart,
}

/** What is asked for most; the rest stands in the list. */
export const facilitiesAsked: readonly Facility[] = ['water', 'charging', 'microwave', 'toilet', 'climate', 'seats', 'first_aid', 'ebike_charging', 'battery_swap', 'wifi']
